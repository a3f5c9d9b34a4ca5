// Inside this namespace the simple name Console would mean the namespace itself.
global using Terminal = System.Console;
