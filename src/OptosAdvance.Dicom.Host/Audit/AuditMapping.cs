using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Which rows of the activity log are audit messages, and what they say (PS3.15 A.5.3).</summary>
internal sealed class AuditMapping(IApplianceSettings settings, AuditStudies studies)
{
    /// <summary>The audit message of a row; null for one that is none of an auditor's business.</summary>
    public async Task<AuditEvent?> MapAsync(ActivityRecord row, CancellationToken cancellationToken) => row.Kind switch
    {
        ActivityKind.Host => HostChronicle.IsStart(row) ? Application(row, AuditCode.ApplicationStart)
            : HostChronicle.IsStop(row) ? Application(row, AuditCode.ApplicationStop)
            : null,
        ActivityKind.Configuration => Alert(row, ConfigurationTypes(row), "Configuration"),
        ActivityKind.Refusal => Alert(row, [AuditCode.NodeAuthentication], row.Address ?? row.Peer ?? "unknown"),
        ActivityKind.Receive => Event(row, AuditCode.InstancesTransferred, 'C', [Source(Peer(row), true), Destination(Appliance(), false)]) with
        {
            Objects = await ObjectsAsync(row, null, cancellationToken),
        },
        ActivityKind.Send => Event(row, AuditCode.InstancesTransferred, 'R', [Source(Appliance(), true), Destination(Peer(row), false)]) with
        {
            Objects = await ObjectsAsync(row, null, cancellationToken),
        },
        ActivityKind.Retrieve => Event(row, AuditCode.InstancesTransferred, 'C', [Source(Peer(row), false), Destination(Appliance(), true)]) with
        {
            Objects = await ObjectsAsync(row, null, cancellationToken),
        },
        ActivityKind.Query => Event(row, AuditCode.Query, 'E', [Source(Appliance(), true), Destination(Peer(row), false)]) with
        {
            Objects = [new AuditObject(QueriedSopClass(row), AuditCode.SopClassUid, TypeCode: 2, Role: 3) { Query = row.Message }],
        },
        ActivityKind.Import => Event(row, AuditCode.Import, 'C', [Destination(User(row), true), Medium(row, AuditCode.SourceMedia)]) with
        {
            Objects = await ObjectsAsync(row, 2, cancellationToken),
        },
        ActivityKind.Export => Event(row, AuditCode.Export, 'R', [Source(User(row), true), Medium(row, AuditCode.DestinationMedia)]) with
        {
            Objects = await ObjectsAsync(row, 10, cancellationToken),
        },
        ActivityKind.Delete or ActivityKind.Purge when row is { StudyInstanceUid: not null, Outcome: ActivityOutcome.Success } => Event(row, AuditCode.StudyDeleted, 'D', [User(row) with { IsRequestor = true }, Appliance()]) with
        {
            Objects = await ObjectsAsync(row, 15, cancellationToken),
        },
        _ => null,
    };

    private static AuditEvent Event(ActivityRecord row, AuditCode id, char action, IReadOnlyList<AuditParticipant> participants) => new()
    {
        Id = id,
        Action = action,
        Time = row.Time,
        Outcome = row.Outcome switch
        {
            ActivityOutcome.Success => AuditOutcome.Success,
            ActivityOutcome.Warning => AuditOutcome.MinorFailure,
            _ => AuditOutcome.SeriousFailure,
        },
        OutcomeDescription = row.Outcome == ActivityOutcome.Success ? null : row.Message,
        Participants = participants,
    };

    /// <summary>A.5.3.1.</summary>
    private AuditEvent Application(ActivityRecord row, AuditCode type) => Event(
        row,
        AuditCode.ApplicationActivity,
        'E',
        [
            Appliance() with { Role = AuditCode.Application },
            new AuditParticipant(Environment.UserName, IsRequestor: true) { Role = AuditCode.ApplicationLauncher, NetworkAccessPoint = Environment.MachineName },
        ]) with
    { Types = [type] };

    /// <summary>A.5.3.11: the appliance reports, somebody else did it.</summary>
    private AuditEvent Alert(ActivityRecord row, IReadOnlyList<AuditCode> types, string subject)
    {
        List<(string Type, string Value)> details = [("Alert Description", row.Message)];
        details.AddRange(row.Before is { Length: > 0 } before ? [("Before", before)] : []);
        details.AddRange(row.After is { Length: > 0 } after ? [("After", after)] : []);
        var performer = row.Kind == ActivityKind.Refusal ? Peer(row) : User(row);
        return Event(row, AuditCode.SecurityAlert, 'E', [Appliance() with { IsRequestor = true }, performer]) with
        {
            Types = types,
            Objects =
            [
                new AuditObject(row.Kind == ActivityKind.Refusal ? subject : AuditSource.IdOf(settings.Current.Audit), AuditCode.NodeId, TypeCode: 2, Role: 13)
                {
                    Name = subject,
                    Details = details,
                },
            ],
        };
    }

    /// <summary>What the changed settings are about. A change of several kinds is all of them.</summary>
    private static List<AuditCode> ConfigurationTypes(ActivityRecord row)
    {
        var changed = (row.After ?? "").Split("; ").Concat((row.Before ?? "").Split("; ")).Select(each => each.Split('=')[0]).ToList();
        var types = new List<AuditCode>();
        if (changed.Exists(static name => IsOf(name, "LocalAE.") || IsOf(name, "Streaming.") || IsOf(name, "RemoteAE/")))
        {
            types.Add(AuditCode.NetworkConfiguration);
        }

        if (changed.Exists(static name => IsOf(name, "Audit.") || name.EndsWith(".CallerPolicy", StringComparison.Ordinal)
            || name.Contains(".Tls", StringComparison.Ordinal) || name.Contains(".Credential", StringComparison.Ordinal)))
        {
            types.Add(AuditCode.SecurityConfiguration);
        }

        if (types.Count == 0)
        {
            types.Add(AuditCode.SoftwareConfiguration);
        }

        return types;

        static bool IsOf(string name, string section) => name.StartsWith(section, StringComparison.Ordinal);
    }

    private AuditParticipant Appliance() => new(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), IsRequestor: false)
    {
        AETitle = settings.Current.LocalAE.AETitle.Value,
        UserName = "OptosAdvance DICOM",
        NetworkAccessPoint = Environment.MachineName,
    };

    /// <summary>Modality worklist, or the study root.</summary>
    private static string QueriedSopClass(ActivityRecord row) =>
        row.Message.Contains("worklist", StringComparison.OrdinalIgnoreCase) ? "1.2.840.10008.5.1.4.31" : "1.2.840.10008.5.1.4.1.2.2.1";

    /// <summary>A peer is known by its AE title; jobs call it by the name of its entry.</summary>
    private AuditParticipant Peer(ActivityRecord row)
    {
        var entry = row.Kind == ActivityKind.Send
            ? settings.Current.RemoteAEs.FirstOrDefault(remote => string.Equals(remote.Name, row.Peer, StringComparison.OrdinalIgnoreCase))
            : null;
        var title = entry?.AETitle?.Value ?? row.Peer;
        return new AuditParticipant(title ?? "unknown", IsRequestor: false) { AETitle = title, NetworkAccessPoint = row.Address ?? entry?.HostName };
    }

    private static AuditParticipant User(ActivityRecord row) => new(row.Peer ?? "optosd", IsRequestor: false) { NetworkAccessPoint = Environment.MachineName };

    private static AuditParticipant Source(AuditParticipant participant, bool asked) => participant with { Role = AuditCode.SourceRole, IsRequestor = asked };

    private static AuditParticipant Destination(AuditParticipant participant, bool asked) => participant with { Role = AuditCode.DestinationRole, IsRequestor = asked };

    private static AuditParticipant Medium(ActivityRecord row, AuditCode role)
    {
        // Exports say where to in quotes; imports come from as many folders as were given.
        var quoted = row.Message.Split('\'');
        return new AuditParticipant(quoted.Length > 2 ? quoted[1] : Environment.MachineName, IsRequestor: false) { Role = role, Media = AuditCode.Uri };
    }

    /// <summary>The study and its patient. An import of several studies, and a failure before the study was known, have neither.</summary>
    private async Task<IReadOnlyList<AuditObject>> ObjectsAsync(ActivityRecord row, int? lifeCycle, CancellationToken cancellationToken)
    {
        var study = row.StudyInstanceUid is { } uid ? await studies.FindAsync(uid, row, cancellationToken) : new AuditStudy("", "", "", "", []);
        return
        [
            new AuditObject(row.StudyInstanceUid ?? "", AuditCode.StudyInstanceUid, TypeCode: 2, Role: 3)
            {
                Name = study.Description,
                LifeCycle = lifeCycle,
                AccessionNumber = study.AccessionNumber,
                SopClasses = study.SopClasses,
                Details = row.Instances is { } instances ? [("NumberOfInstances", instances.ToString(System.Globalization.CultureInfo.InvariantCulture))] : [],
            },
            new AuditObject(study.PatientId, AuditCode.PatientNumber, TypeCode: 1, Role: 1) { Name = study.PatientName },
        ];
    }
}
