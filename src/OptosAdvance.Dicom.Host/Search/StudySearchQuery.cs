using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Turns a <see cref="StudyQuery"/> into one SQL statement that a chosen index drives.</summary>
/// <remarks>
/// The choice is made here and not by SQLite, which has no statistics of the values asked for. An index of exact values gives
/// its rows newest first; a range of names or ids is only worth driving the search when it is narrow, which is measured
/// by counting its first rows. Otherwise the studies are walked newest first until the limit is reached: what a broad key
/// matches is found soon that way.
/// </remarks>
internal sealed class StudySearchQuery
{
    /// <summary>Rows of a range up to which sorting them costs less than a walk.</summary>
    internal const int NarrowRange = 20_000;

    private const string Columns =
        """
        s.uid, s.patient_id, s.patient_name, s.birth_date, s.sex, s.moment, s.accession, s.study_id, s.description, s.referring,
        s.modalities, s.series, s.instances, s.size, s.received_at, s.accessed_at, s.source, s.protected, s.committed
        """;

    private readonly StudyQuery _query;
    private readonly List<string> _filters = [];
    private readonly List<SqliteParameter> _parameters = [];
    private string _from = "studies s INDEXED BY studies_moment";
    private string _moment = "s.moment";
    private string _id = "s.id";
    private readonly List<string> _keyFilters = [];
    private string? _keyTable;
    private Driver _driver = Driver.Walk;

    private StudySearchQuery(StudyQuery query) => _query = query;

    private enum Driver
    {
        Walk,
        Uid,
        Patient,
        Accession,
        Birth,
        Name,
        PatientRange,
        Received,
        Modality,
    }

    /// <summary>The statement for at most <paramref name="limit"/> studies, newest first.</summary>
    public static SqliteCommand Build(SqliteConnection connection, StudyQuery query, int limit)
    {
        var search = new StudySearchQuery(query);
        search.ChooseDriver(connection);
        search.AddFilters();
        var command = connection.CreateCommand();
        command.CommandText = search.Compose(limit);
        command.Parameters.AddRange(search._parameters);
        return command;
    }

    private string Compose(int limit)
    {
        var from = _from;
        var rows = limit;
        if (_keyTable is not null)
        {
            // A name may be found in each of three component groups; the reader drops the repetitions, which are neighbours.
            rows = _driver == Driver.Name ? limit * 3 : limit;
            if (_filters.Count == 0)
            {
                // Sort the narrow rows of the key table first, then look up the studies of those that are wanted.
                var keys = $"SELECT * FROM {_keyTable} WHERE {string.Join(" AND ", _keyFilters)} {Newest("moment", "study", rows)}";
                return $"SELECT {Columns} FROM ({keys}) k CROSS JOIN studies s ON s.id = k.study {Newest("k.moment", "k.study", rows)}";
            }

            from = $"{_keyTable} CROSS JOIN studies s ON s.id = k.study";
        }

        var sql = new StringBuilder("SELECT ").Append(Columns).Append(" FROM ").Append(from);
        if (_filters.Count + _keyFilters.Count > 0)
        {
            sql.Append(" WHERE ").AppendJoin(" AND ", _keyFilters.Concat(_filters));
        }

        return sql.Append(' ').Append(Newest(_moment, _id, rows)).ToString();
    }

    private static string Newest(string moment, string id, int rows) =>
        $"ORDER BY {moment} DESC, {id} DESC LIMIT {rows.ToString(CultureInfo.InvariantCulture)}";

    private void ChooseDriver(SqliteConnection connection)
    {
        if (_query.StudyInstanceUid.Count > 0)
        {
            Use(Driver.Uid, "studies s INDEXED BY studies_uid");
        }
        else if (Exact(_query.PatientId))
        {
            Use(Driver.Patient, "studies s INDEXED BY studies_patient");
        }
        else if (Exact(_query.AccessionNumber))
        {
            Use(Driver.Accession, "studies s INDEXED BY studies_accession");
        }
        else if (_query.PatientBirthDate is not null)
        {
            Use(Driver.Birth, "studies s INDEXED BY studies_birth");
        }
        else if (NamePattern(out var name) && IsNarrow(connection, name))
        {
            UseKeys(Driver.Name, "study_names k");
        }
        else if (IdPattern(out var id) && IsNarrow(connection, "studies INDEXED BY studies_patient", "patient_id", id.Prefix))
        {
            Use(Driver.PatientRange, "studies s INDEXED BY studies_patient");
        }
        else if (_query.ReceivedSince is { } since && IsNarrow(connection, since))
        {
            Use(Driver.Received, "studies s INDEXED BY studies_received");
        }
        else if (_query.Modality.Count == 1)
        {
            UseKeys(Driver.Modality, "study_modalities k");
        }
    }

    private void AddFilters()
    {
        if (_query.StudyInstanceUid.Count > 0)
        {
            _filters.Add($"s.uid IN ({string.Join(", ", _query.StudyInstanceUid.Distinct().Select(uid => Parameter(uid)))})");
        }

        AddText("s.patient_id", _query.PatientId);
        AddText("s.accession", _query.AccessionNumber);
        AddText("s.study_id", _query.StudyId);
        AddFolded("s.description", _query.StudyDescription);
        AddFolded("s.referring", _query.ReferringPhysicianName);
        if (_driver == Driver.Accession)
        {
            _filters.Add("s.accession <> ''");
        }

        if (_query.PatientBirthDate is { } birth)
        {
            _filters.Add($"s.birth_date = {Parameter(StudyMoment.DateNumber(DateOnly.FromDateTime(birth)))} AND s.birth_date <> 0");
        }

        if (_query.StudyDateFrom is { } from)
        {
            KeyedFilters.Add($"{_moment} >= {Parameter(StudyMoment.StartOf(DateOnly.FromDateTime(from)))}");
        }

        if (_query.StudyDateTo is { } to)
        {
            // A study without a date lies in no range, not even in one without a beginning.
            KeyedFilters.Add($"{_moment} < {Parameter(StudyMoment.EndOf(DateOnly.FromDateTime(to)))} AND {_moment} > 0");
        }

        if (_query.ReceivedSince is { } since)
        {
            _filters.Add($"s.received_at >= {Parameter(since.ToUnixTimeMilliseconds())}");
        }

        if (_query.IsProtected is { } isProtected)
        {
            _filters.Add(isProtected ? "s.protected <> 0" : "s.protected = 0");
        }

        AddModality();
        AddName();
    }

    private void AddModality()
    {
        if (_query.Modality.Count == 0)
        {
            return;
        }

        var wanted = _query.Modality.Select(text => text.Trim().ToUpperInvariant()).Distinct().ToArray();
        if (_driver == Driver.Modality)
        {
            _keyFilters.Add($"k.modality = {Parameter(wanted[0])}");
        }
        else
        {
            var any = wanted.Select(modality => $@"'\' || s.modalities || '\' GLOB {Parameter($@"*\{new WildcardPattern(modality).Glob}\*")}");
            _filters.Add($"({string.Join(" OR ", any)})");
        }
    }

    private void AddName()
    {
        if (string.IsNullOrWhiteSpace(_query.PatientName))
        {
            return;
        }

        var patterns = PersonNameKey.Groups(_query.PatientName).Select(key => new WildcardPattern(key)).Where(pattern => !pattern.MatchesAll);
        var first = true;
        foreach (var pattern in patterns)
        {
            // Each group of the key has to be found; the first one may be what drives the search.
            if (first && _driver == Driver.Name)
            {
                _keyFilters.Add(NameCondition("k.name", pattern, ranged: true));
            }
            else
            {
                var condition = NameCondition("e.name", pattern, ranged: false);
                KeyedFilters.Add($"EXISTS (SELECT 1 FROM study_names e INDEXED BY study_names_study WHERE e.study = {_id} AND {condition})");
            }

            first = false;
        }
    }

    private string NameCondition(string column, WildcardPattern pattern, bool ranged)
    {
        if (!pattern.HasWildcard)
        {
            // "galton" stands for every name whose first components are that: galton^francis too.
            var whole = Parameter(pattern.Text);
            var range = ranged ? $"{column} >= {whole} AND {column} < {Parameter(WildcardPattern.After(pattern.Text))} AND " : "";
            return $"{range}({column} = {whole} OR {column} GLOB {Parameter(pattern.Glob + "^*")})";
        }

        var bounds = ranged && pattern.Prefix.Length > 0
            ? $"{column} >= {Parameter(pattern.Prefix)} AND {column} < {Parameter(WildcardPattern.After(pattern.Prefix))}"
            : null;
        return bounds is not null && pattern.IsPrefix
            ? bounds
            : string.Join(" AND ", new[] { bounds, $"{column} GLOB {Parameter(pattern.Glob)}" }.OfType<string>());
    }

    private void AddText(string column, string? text)
    {
        if (string.IsNullOrEmpty(text) || new WildcardPattern(text) is var pattern && pattern.MatchesAll)
        {
            return;
        }

        pattern = new WildcardPattern(text);
        if (!pattern.HasWildcard)
        {
            _filters.Add($"{column} = {Parameter(text)}");
            return;
        }

        if (_driver == Driver.PatientRange && column == "s.patient_id")
        {
            _filters.Add($"{column} >= {Parameter(pattern.Prefix)} AND {column} < {Parameter(WildcardPattern.After(pattern.Prefix))}");
        }

        _filters.Add($"{column} GLOB {Parameter(pattern.Glob)}");
    }

    private void AddFolded(string column, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        var pattern = new WildcardPattern(text.ToUpperInvariant());
        if (!pattern.MatchesAll)
        {
            _filters.Add($"fold({column}) {(pattern.HasWildcard ? "GLOB" : "=")} {Parameter(pattern.HasWildcard ? pattern.Glob : pattern.Text)}");
        }
    }

    private bool NamePattern(out WildcardPattern pattern)
    {
        var keys = string.IsNullOrWhiteSpace(_query.PatientName) ? [] : PersonNameKey.Groups(_query.PatientName);
        pattern = keys.Select(key => new WildcardPattern(key)).FirstOrDefault(pattern => !pattern.MatchesAll);
        return pattern.Text is not null;
    }

    private bool IdPattern(out WildcardPattern pattern)
    {
        pattern = new WildcardPattern(_query.PatientId ?? "");
        return pattern.HasWildcard && pattern.Prefix.Length > 0;
    }

    private static bool IsNarrow(SqliteConnection connection, WildcardPattern name) =>
        // Without a prefix there is no range; the names alone are still the smallest thing to look through.
        name.Prefix.Length == 0 || IsNarrow(connection, "study_names", "name", name.Prefix);

    private static bool IsNarrow(SqliteConnection connection, string table, string column, string prefix)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {column} >= $lo AND {column} < $hi LIMIT {NarrowRange + 1})";
        command.Parameters.AddWithValue("$lo", prefix);
        command.Parameters.AddWithValue("$hi", WildcardPattern.After(prefix));
        return (long)command.ExecuteScalar()! <= NarrowRange;
    }

    private static bool IsNarrow(SqliteConnection connection, DateTimeOffset since)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM (SELECT 1 FROM studies WHERE received_at >= $since LIMIT {NarrowRange + 1})";
        command.Parameters.AddWithValue("$since", since.ToUnixTimeMilliseconds());
        return (long)command.ExecuteScalar()! <= NarrowRange;
    }

    /// <summary>For conditions that need no more of a study than its key and moment: they are checked before its row is looked up.</summary>
    private List<string> KeyedFilters => _keyTable is null ? _filters : _keyFilters;

    private static bool Exact(string? text) => !string.IsNullOrEmpty(text) && !new WildcardPattern(text).HasWildcard;

    private void Use(Driver driver, string from)
    {
        _driver = driver;
        _from = from;
    }

    private void UseKeys(Driver driver, string keyTable)
    {
        _driver = driver;
        _keyTable = keyTable;
        _moment = "k.moment";
        _id = "k.study";
    }

    private string Parameter(object value)
    {
        var parameter = new SqliteParameter("$p" + _parameters.Count.ToString(CultureInfo.InvariantCulture), value);
        _parameters.Add(parameter);
        return parameter.ParameterName;
    }
}
