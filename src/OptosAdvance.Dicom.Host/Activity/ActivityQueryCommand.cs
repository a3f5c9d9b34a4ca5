using System.Globalization;
using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Turns a question to the activity log into a command that reads the newest rows in order, from the index that narrows most, and
/// stops at the limit. Several kinds or peers are as many such reads, of which the newest rows are taken: an index gives rows in
/// order for one of each only.
/// </summary>
internal static class ActivityQueryCommand
{
    /// <summary>More peers than this are as good as all: then the rows are looked through by time.</summary>
    private const int MaximumPeers = 32;

    /// <summary>Columns in the order in which a row is read.</summary>
    public const string Columns = "id, time, kind, outcome, peer, address, study, instances, bytes, duration, message, before, after";

    /// <param name="connection">Where to ask.</param>
    /// <param name="query">The question.</param>
    /// <param name="below">Only rows that come after this one, newest first; null for the first page.</param>
    /// <param name="limit">Rows wanted at most.</param>
    public static SqliteCommand Create(SqliteConnection connection, ActivityQuery query, ActivityRecord? below, int limit)
    {
        var command = connection.CreateCommand();
        var common = Common(command, query, below);
        var kinds = query.Kind.Count == 0 ? [null] : query.Kind.Distinct().Select(kind => (int?)kind).ToArray();
        var peers = Peers(connection, command, query.Peer, common);
        var narrowest = query.StudyInstanceUid is not null ? "study"
            : peers is not [null] ? "peer"
            : query.Outcome is > ActivityOutcome.Success ? "outcome"
            : "kind";
        var parts =
            from kind in kinds
            from peer in peers
            select Part([.. common, .. Equal("kind", kind?.ToString(CultureInfo.InvariantCulture)), .. Equal("peer", peer), .. peer is null ? [] : (string[])["peer IS NOT NULL"]], narrowest);
        var selects = parts.ToList();
        command.Parameters.AddWithValue("$limit", limit);
#pragma warning disable CA2100 // Conditions are constant texts, numbers and names of parameters; values are parameters.
        command.CommandText = selects is [var only]
            ? only
            : $"SELECT * FROM ({string.Join(" UNION ALL ", selects.Select(select => $"SELECT * FROM ({select})"))}) ORDER BY time DESC, id DESC LIMIT $limit";
#pragma warning restore CA2100
        return command;
    }

    private static string Part(string[] conditions, string narrowest)
    {
        // A plus keeps the planner, which knows no numbers of rows, from an index that narrows less.
        var text = conditions.Select(condition => condition.Split(' ')[0] is "study" or "peer" or "outcome" or "kind" && !condition.StartsWith(narrowest, StringComparison.Ordinal)
            ? "+" + condition
            : condition);
        return $"SELECT {Columns} FROM activity WHERE {string.Join(" AND ", text.DefaultIfEmpty("TRUE"))} ORDER BY time DESC, id DESC LIMIT $limit";
    }

    private static IEnumerable<string> Equal(string column, string? value) => value is null ? [] : [$"{column} = {value}"];

    private static List<string> Common(SqliteCommand command, ActivityQuery query, ActivityRecord? below)
    {
        var conditions = new List<string>();
        Add("time >= $since", "$since", query.Since?.UtcTicks);
        Add("time < $until", "$until", query.Until?.UtcTicks);
        Add("study = $study", "$study", query.StudyInstanceUid);
        if (query.StudyInstanceUid is not null)
        {
            conditions.Add("study IS NOT NULL");
        }

        if (query.Outcome is { } outcome)
        {
            conditions.Add($"outcome = {(int)outcome}");
            if (outcome > ActivityOutcome.Success)
            {
                // In the words of the partial index, so that it is used.
                conditions.Add("outcome > 0");
            }
        }

        if (below is not null)
        {
            Add("time <= $belowTime", "$belowTime", below.Time.UtcTicks);
            Add("(time < $belowTime OR id < $belowId)", "$belowId", below.Id);
        }

        return conditions;

        void Add(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                command.Parameters.AddWithValue(name, value);
            }
        }
    }

    /// <summary>Names of the parameters of the peers that match, or one null when it does not matter who.</summary>
    private static string?[] Peers(SqliteConnection connection, SqliteCommand command, string? peer, List<string> common)
    {
        if (string.IsNullOrEmpty(peer))
        {
            return [null];
        }

        var names = peer.AsSpan().ContainsAny('*', '?') ? PeersLike(connection, peer) : [peer];
        if (names.Count > MaximumPeers)
        {
            common.Add(@"+peer LIKE $pattern ESCAPE '\'");
            command.Parameters.AddWithValue("$pattern", LikePattern(peer));
            return [null];
        }

        return names.Count == 0
            ? ["NULL"]
            : [.. names.Select((name, i) => command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"$peer{i}"), name).ParameterName)];
    }

    /// <summary>Peers of the log that match, by jumping from one name to the next in their index.</summary>
    private static List<string> PeersLike(SqliteConnection connection, string wildcards)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            WITH RECURSIVE name (peer) AS (
                SELECT min(peer) FROM activity WHERE peer IS NOT NULL
                UNION ALL
                SELECT (SELECT min(activity.peer) FROM activity WHERE activity.peer > name.peer AND activity.peer IS NOT NULL) FROM name WHERE name.peer IS NOT NULL)
            SELECT peer FROM name WHERE peer LIKE $pattern ESCAPE '\' LIMIT $limit
            """;
        command.Parameters.AddWithValue("$pattern", LikePattern(wildcards));
        command.Parameters.AddWithValue("$limit", MaximumPeers + 1);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static string LikePattern(string wildcards) => wildcards
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal)
        .Replace('*', '%')
        .Replace('?', '_');
}
