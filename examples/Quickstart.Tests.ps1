Describe 'examples/Quickstart.ps1' {
    BeforeAll {
        $tour = Join-Path $PSScriptRoot 'Quickstart.ps1'

        function Invoke-Tour([string] $Sender) {
            # What the tour says with Write-Host is on the information stream.
            & $tour -Sender $Sender 6>&1 | Out-String -Width 200
        }
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
        @(Get-ChildItem ([System.IO.Path]::GetTempPath()) | Where-Object Name -Like 'optos-tour-*').Count | Should -Be 0
    }
}
