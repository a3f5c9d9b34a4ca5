Console.WriteLine("optos");
