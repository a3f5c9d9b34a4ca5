namespace OptosAdvance.Dicom.Console;

/// <summary>The answer to <c>optos --help</c>.</summary>
internal static class HelpText
{
    public const string Usage = """
        optos: a PowerShell console with the OptosAdvance DICOM module loaded.

          optos                              an interactive prompt
          optos SCRIPT.ps1 [arguments…]      runs a script; arguments as after 'pwsh -File'
          optos -c COMMANDS…                 runs commands ('-c -' and a pipe: from standard input)
          optos --pester PATH… [options]     runs Pester test files

        Options, before the script:
          --module PATH                      the module's folder (default: beside the program, or artifacts/module of the checkout)
          --no-module                        does not load the module
          --engine builtin|pwsh|auto         the engine that came with the console, or the installed PowerShell 7 (default: pwsh when
                                             it is on the path); the environment variable OPTOS_ENGINE says the same
          --version, --help

        Options of --pester:
          --output FILE                      writes results: JUnit XML, or a Visual Studio result when FILE ends in .trx
          --tag A,B  --exclude-tag C         only, or not, the tests with these tags
          --name PATTERN                     only tests whose full name is like the pattern
          --verbosity None|Normal|Detailed

        The exit code is the script's: 'exit n' gives n, an error that nobody caught gives 1, Ctrl+C 130.
        """;
}
