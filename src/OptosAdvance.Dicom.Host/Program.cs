Console.WriteLine("optosd");
