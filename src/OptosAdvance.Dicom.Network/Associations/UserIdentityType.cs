namespace OptosAdvance.Dicom.Network;

/// <summary>Kind of user identity (PS3.7 Table D.3-14).</summary>
public enum UserIdentityType : byte
{
    /// <summary>User name, UTF-8.</summary>
    Username = 1,

    /// <summary>User name and passcode, UTF-8.</summary>
    UsernameAndPasscode = 2,

    /// <summary>Kerberos service ticket.</summary>
    Kerberos = 3,

    /// <summary>SAML assertion.</summary>
    Saml = 4,

    /// <summary>JSON web token.</summary>
    JsonWebToken = 5,
}
