# What the tests of the examples share with the others: a host in a folder of its own.
. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'tests', 'Pester', 'Common.ps1'))
