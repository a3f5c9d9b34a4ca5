Describe 'examples/Quickstart.ps1' {
    BeforeAll {
        . "$PSScriptRoot/Common.ps1"
        $tour = Join-Path $PSScriptRoot 'Quickstart.ps1'

        # A temporary folder of its own: what other tours have there, or have left there, says nothing about this one.
        $temporary = New-TestFolder
        $variables = 'TMPDIR', 'TMP', 'TEMP'
        $before = @{}
        foreach ($name in $variables) {
            $before[$name] = [System.Environment]::GetEnvironmentVariable($name)
            Set-Item "env:$name" $temporary
        }

        function Invoke-Tour([string] $Sender) {
            # What the tour says with Write-Host is on the information stream.
            & $tour -Sender $Sender 6>&1 | Out-String -Width 200
        }
    }

    AfterAll {
        foreach ($name in $variables) {
            if ($before[$name]) { Set-Item "env:$name" $before[$name] } else { Remove-Item "env:$name" }
        }
        [System.IO.Directory]::Delete($temporary, $true)
    }

    It 'lets a camera in, stores its studies and finds them (sample camera)' {
        $text = Invoke-Tour SampleCamera
        $text | Should -Match 'calling AE title not recognized'
        $text | Should -Match 'CAMERA1'
        $text | Should -Match 'Done\.'
    }

    It 'lets a camera in, stores its studies and finds them (storescu)' -Skip:(-not (Get-Command storescu -ErrorAction Ignore)) {
        $text = Invoke-Tour Storescu
        $text | Should -Match 'Calling AE Title Not Recognized'
        $text | Should -Match 'CAMERA1'
        $text | Should -Match 'Done\.'
    }

    It 'leaves nothing behind' {
        [System.IO.Path]::GetTempPath().TrimEnd([System.IO.Path]::DirectorySeparatorChar) | Should -Be $temporary
        @(Get-ChildItem $temporary | Where-Object Name -Like 'optos-tour-*').Count | Should -Be 0
    }
}
