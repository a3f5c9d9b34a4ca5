using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Turns the parameters that a user gave into the partial settings that they mean.</summary>
internal static class BoundSettings
{
    /// <summary>Every bound parameter that is a property of <typeparamref name="T"/>, except those named.</summary>
    /// <param name="bound">Bound parameters of the cmdlet.</param>
    /// <param name="except">Parameters that are not settings: the key, for instance.</param>
    public static Partial<T> Read<T>(IDictionary<string, object> bound, params string[] except)
        where T : class, new()
    {
        var settings = new Partial<T>();
        foreach (var pair in bound)
        {
            if (typeof(T).GetProperty(pair.Key) is { CanWrite: true } property && !except.Contains(pair.Key))
            {
                settings = settings.With(property.Name, Plain(pair.Value));
            }
        }

        return settings;
    }

    // An empty text is how a console says "none"; a switch is a bool.
    private static object? Plain(object? value) => value switch
    {
        PSObject wrapped => Plain(wrapped.BaseObject),
        SwitchParameter given => given.IsPresent,
        "" => null,
        _ => value,
    };
}
