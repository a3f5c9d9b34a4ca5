BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $testHost = Start-TestHost
    $document = Join-Path $PSScriptRoot 'hospital.dsc.yaml'
    $certificates = New-TestFolder

    # A certificate that signs itself stands for the hospital's authority.
    $key = [System.Security.Cryptography.RSA]::Create(2048)
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
        'CN=optos', $key, [System.Security.Cryptography.HashAlgorithmName]::SHA256, [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(30))
    [System.IO.File]::WriteAllBytes((Join-Path $certificates 'server.pfx'), $certificate.Export('Pfx', 'certificate-secret-1'))
    [System.IO.File]::WriteAllText((Join-Path $certificates 'hospital-ca.pem'),
        "-----BEGIN CERTIFICATE-----`n$([Convert]::ToBase64String($certificate.RawData, 'InsertLineBreaks'))`n-----END CERTIFICATE-----`n")

    function ConvertTo-Secret([string] $Text) { [System.Net.NetworkCredential]::new('', $Text).SecurePassword }
    $parameters = @{
        certificateFolder = $certificates
        certificatePassword = ConvertTo-Secret 'certificate-secret-1'
        mailPassword = ConvertTo-Secret 'mail-secret-2'
        port = Get-FreePort
    }
}
AfterAll {
    Stop-TestHost $testHost
    [System.IO.Directory]::Delete($certificates, $true)
}

Describe 'examples/hospital.dsc.yaml' {
    It 'asks for the secrets that it needs' {
        { Test-OptosConfiguration $document -ErrorAction Stop } | Should -Throw -ExpectedMessage '*certificatePassword*'
    }

    It 'leaves the listener as it was where the certificate cannot be opened' {
        $wrong = $parameters.Clone()
        $wrong.certificatePassword = ConvertTo-Secret 'not the password'
        $problems = $null
        [void](Import-OptosConfiguration $document -Parameters $wrong -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)
        $problems | Should -Not -BeNullOrEmpty
        (Get-OptosLocalAE).Tls | Should -Be $false
        ($problems | Out-String) | Should -Not -BeLike '*not the password*'
    }

    It 'sets up TLS, commitment and mail' {
        (Import-OptosConfiguration $document -Parameters $parameters -WarningAction SilentlyContinue).InDesiredState | Should -Be $true
        $local = Get-OptosLocalAE
        $local.Tls | Should -Be $true
        "$($local.TlsClientCertificate)" | Should -Be 'Require'
        (Get-OptosDicomAE -Name Archive).CommitWith | Should -Be 'Archive commitment'
        "$((Get-OptosRepository).PurgePolicy)" | Should -Be 'CommittedOnly'
        (Get-OptosDicomHost).Listeners[0].Port | Should -Be $parameters.port
    }

    It 'is in its state then, and a secret that changes is noticed' {
        (Test-OptosConfiguration $document -Parameters $parameters).InDesiredState | Should -Be $true
        $other = $parameters.Clone()
        $other.mailPassword = ConvertTo-Secret 'mail-secret-3'
        @((Test-OptosConfiguration $document -Parameters $other).Differences)[0].Property | Should -Be 'CredentialPassword'
    }

    It 'shows no secret, neither in the export nor in the activity log' {
        Export-OptosConfiguration | Should -Not -BeLike '*secret-*'
        (Get-OptosActivity | Format-List | Out-String) | Should -Not -BeLike '*secret-*'
    }
}
