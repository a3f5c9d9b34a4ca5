using System.Text.Json;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>What resources are after those before them, and they themselves, were applied: the values of <c>reference()</c>.</summary>
internal sealed class ReferencedStates
{
    private readonly ApplianceConfiguration _actual;
    private readonly List<ConfigurationChange> _changes = [];
    private ApplianceConfiguration _computed;
    private int _computedChanges;

    public ReferencedStates(ApplianceConfiguration actual) => _actual = _computed = actual;

    /// <summary>Adds a resource; the function tells what it is then, without its secrets.</summary>
    public Func<DocumentNode> Add(DesiredResource resource, ResourceKind kind, DocumentPosition position)
    {
        _changes.Add(resource.Change);
        var count = _changes.Count;
        return () => Describe(kind, kind.Read(After(count), resource.Target), resource.Target, position);
    }

    private ApplianceConfiguration After(int count)
    {
        if (count < _computedChanges)
        {
            (_computed, _computedChanges) = (_actual, 0);
        }

        for (; _computedChanges < count; _computedChanges++)
        {
            _computed = _changes[_computedChanges].ApplyTo(_computed);
        }

        return _computed;
    }

    private static MapNode Describe(ResourceKind kind, object? settings, string target, DocumentPosition position)
    {
        if (settings is null)
        {
            var name = target.Substring(kind.Name.Length + 1);
            return new MapNode([new("name", position, new ScalarNode(name, position)), new("_exist", position, new ScalarNode(false, position))], position);
        }

        var json = JsonSerializer.Serialize(settings, settings.GetType(), ContractJson.Options);
        var all = (MapNode)DocumentReader.Read(json, position.File, new DocumentErrors())!;
        var secrets = kind.Settings.Where(setting => setting.IsSecret).Select(setting => setting.JsonName).ToList();
        return new MapNode([.. all.Entries.Where(entry => !secrets.Contains(entry.Key))], position);
    }
}
