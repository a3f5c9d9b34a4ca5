using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Lists what an object has and can do.</summary>
[Cmdlet(VerbsCommon.Get, "Member")]
internal sealed class GetMemberCommand : PSCmdlet
{
    private readonly HashSet<string> shown = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    [Parameter]
    public SwitchParameter Static { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        var target = Static && InputObject.BaseObject is Type type ? type.ToString() : InputObject.TypeNames[0];
        if (!shown.Add(target))
        {
            return;
        }

        var filter = new NameFilter(null, Name, null);
        foreach (var (name, kind, definition) in Members().Where(member => filter.Allows(member.Name) && (member.Kind & MemberType) != 0)
            .OrderBy(member => member.Kind).ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase))
        {
            var output = new PSObject(new MemberDefinition { TypeName = target, Name = name, MemberType = kind, Definition = definition });
            output.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.MemberDefinition");
            WriteObject(output);
        }
    }

    protected override void EndProcessing()
    {
        if (shown.Count == 0)
        {
            WriteError(new ErrorRecord(
                new InvalidOperationException("You must specify an object for the Get-Member cmdlet."),
                "NoObjectInGetMember", ErrorCategory.CloseError, null));
        }
    }

    private IEnumerable<(string Name, PSMemberTypes Kind, string Definition)> Members()
    {
        if (Static)
        {
            var type = InputObject!.BaseObject as Type ?? InputObject.BaseObject.GetType();
            return type.GetMembers(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
                .Where(member => Force || member is not System.Reflection.MethodInfo { IsSpecialName: true })
                .Select(member => (member.Name, member is System.Reflection.MethodInfo ? PSMemberTypes.Method : PSMemberTypes.Property, $"static {member}"));
        }

        return InputObject!.Members
            .Where(member => Force || !(member.MemberType == PSMemberTypes.Method && IsAccessor(member.Name)))
            .Select(member => (member.Name, member.MemberType, member.ToString() ?? ""));
    }

    private static bool IsAccessor(string name) =>
        name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal);
}
