using System.Text.Json;
using CsCheck;

namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class PartialTests
{
    private static readonly Gen<string?> Texts = Gen.OneOf(Gen.Const((string?)null), Gen.String.Select(text => (string?)text));

    private static readonly Gen<Partial<RemoteAE>> Partials = Gen.Select(
        Gen.Int[0, 63], Texts, Gen.Int[1, 65535], Gen.Int[0, 127], Gen.Bool, Gen.String[Gen.Char['A', 'Z'], 1, 16]).Select(
        (which, text, port, services, flag, title) =>
        {
            var partial = new Partial<RemoteAE>();
            partial = (which & 1) == 0 ? partial : partial.With(remote => remote.Description, text);
            partial = (which & 2) == 0 ? partial : partial.With(remote => remote.Port, flag ? null : port);
            partial = (which & 4) == 0 ? partial : partial.With(remote => remote.Services, (RemoteServices)services);
            partial = (which & 8) == 0 ? partial : partial.With(remote => remote.Tls, flag);
            partial = (which & 16) == 0 ? partial : partial.With(remote => remote.AETitle, flag ? null : AETitle.Parse(title));
            return (which & 32) == 0 ? partial : partial.With(remote => remote.RetrieveMethod, flag ? RetrieveMethod.Get : RetrieveMethod.Move);
        });

    [Fact]
    public void Its_json_reads_back_as_the_same() => Partials.Sample(partial =>
    {
        var json = JsonSerializer.Serialize(partial, ContractJson.Options);
        var back = JsonSerializer.Deserialize<Partial<RemoteAE>>(json, ContractJson.Options)!;
        return back.Equals(partial) && back.GetHashCode() == partial.GetHashCode() && back.Given.SequenceEqual(partial.Given);
    });

    [Fact]
    public void Applying_it_sets_what_is_given_and_nothing_else() => Partials.Sample(partial =>
    {
        var before = new RemoteAE { Name = "A", Description = "before", Port = 1, Tls = true, Services = RemoteServices.Print };
        var after = partial.ApplyTo(before);
        return SettingsMetadata.Of<RemoteAE>().All(setting =>
        {
            var property = typeof(RemoteAE).GetProperty(setting.Name)!;
            return Equals(property.GetValue(after), partial.IsGiven(setting.Name) ? partial.Get(setting.Name) : property.GetValue(before));
        });
    });

    [Fact]
    public void Applying_it_twice_is_applying_it_once() => Partials.Sample(partial =>
    {
        var once = partial.ApplyTo(new RemoteAE());
        return partial.ApplyTo(once).Equals(once);
    });

    [Fact]
    public void Not_given_differs_from_null()
    {
        var nothing = new Partial<RemoteAE>();
        var none = nothing.With(remote => remote.Port, null);

        Assert.False(nothing.IsGiven(remote => remote.Port));
        Assert.True(none.IsGiven(remote => remote.Port));
        Assert.NotEqual(nothing, none);
        Assert.Equal("{}", JsonSerializer.Serialize(nothing, ContractJson.Options));
        Assert.Equal("""{"port":null}""", JsonSerializer.Serialize(none, ContractJson.Options));
        Assert.Equal(104, nothing.ApplyTo(new RemoteAE { Port = 104 }).Port);
        Assert.Null(none.ApplyTo(new RemoteAE { Port = 104 }).Port);
        Assert.Throws<KeyNotFoundException>(() => nothing.Get(remote => remote.Port));
    }

    [Fact]
    public void The_original_stays_as_it_is()
    {
        var before = new RemoteAE { Name = "A" };
        var partial = new Partial<RemoteAE>();

        var after = partial.With(remote => remote.Name, "B").ApplyTo(before);

        Assert.Equal("A", before.Name);
        Assert.Equal("B", after.Name);
        Assert.True(partial.IsEmpty);
    }

    [Theory]
    [InlineData("""{"prot":104}""", "prot")]
    [InlineData("""{"port":104,"PORT":105}""", "twice")]
    [InlineData("""{"services":["Storage","Fax"]}""", "Fax")]
    [InlineData("""{"aeTitle":"ABCDEFGHIJKLMNOPQ"}""", "16")]
    [InlineData("""{"retrieveMethod":"Fetch"}""", "Choose of Move, Get")]
    [InlineData("""{"retrieveMethod":1}""", "Choose of Move, Get")]
    [InlineData("""[]""", "RemoteAE")]
    public void What_json_cannot_mean_is_refused_by_name(string json, string named)
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Partial<RemoteAE>>(json, ContractJson.Options));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_or_a_value_of_another_type_is_refused()
    {
        var partial = new Partial<RemoteAE>();

        Assert.Contains("HostName", Assert.Throws<ArgumentException>(() => partial.With("Host", "x")).Message, StringComparison.Ordinal);
        Assert.Contains("Port", Assert.Throws<ArgumentException>(() => partial.With("Port", "104")).Message, StringComparison.Ordinal);
        Assert.Contains("Tls", Assert.Throws<ArgumentException>(() => partial.With("Tls", null)).Message, StringComparison.Ordinal);
    }
}
