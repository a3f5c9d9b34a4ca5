using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace OptosAdvance.Dicom.Host;

/// <summary>Who is at the other end of a Unix socket, as the kernel recorded it when the connection was made.</summary>
/// <param name="UserId">User id; null where the kernel does not say.</param>
/// <param name="Name">Account name, else the number.</param>
[UnsupportedOSPlatform("windows")]
internal sealed partial record UnixPeer(uint? UserId, string Name)
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;
    private const int RangeError = 34;

    /// <summary>The host's own account, or root. Where the kernel does not say, the mode of the socket has already decided.</summary>
    public bool IsOwnerOrRoot => UserId is not { } id || id == 0 || id == GetEffectiveUserId();

    /// <exception cref="SocketException">The caller is gone.</exception>
    public static UnixPeer Of(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new UnixPeer(null, Environment.UserName);
        }

        // struct ucred { pid_t pid; uid_t uid; gid_t gid; }
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        var userId = MemoryMarshal.Read<uint>(credentials[4..]);
        return new UnixPeer(userId, NameOf(userId) ?? userId.ToString(CultureInfo.InvariantCulture));
    }

    private static unsafe string? NameOf(uint userId)
    {
        // struct passwd begins with char* pw_name; 256 bytes hold the struct of every platform.
        var record = stackalloc byte[256];
        for (var size = 1024; size <= 1 << 20; size *= 4)
        {
            var buffer = new byte[size];
            fixed (byte* text = buffer)
            {
                nint found = 0;
                var error = GetUser(userId, record, text, (nuint)size, &found);
                if (error != RangeError)
                {
                    return error == 0 && found != 0 ? Marshal.PtrToStringUTF8(*(nint*)record) : null;
                }
            }
        }

        return null;
    }

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static unsafe partial int GetUser(uint userId, byte* record, byte* buffer, nuint bufferSize, nint* result);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();
}
