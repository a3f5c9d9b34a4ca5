using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>Every operation of every resource of the configuration, by its real command line, against a real host.</summary>
public sealed class OperationTests(RunningHost host) : IClassFixture<RunningHost>
{
    private DscProgram Dsc { get; } = host.Dsc;

    /// <summary>A resource, a wanted state that a new host is not in, and one property of it as it is then shown.</summary>
    public static TheoryData<string, string, string, string> Sections => new()
    {
        { "LocalAE", """{"aeTitle":" CLINIC1 ","maximumInboundAssociations":33}""", "aeTitle", "\"CLINIC1\"" },
        { "Streaming", """{"aeTitle":"STREAM2","maximumOutboundAssociations":7}""", "maximumOutboundAssociations", "7" },
        { "Repository", """{"criticalWatermark":"4.50 %","purgePolicy":"CommittedOnly"}""", "criticalWatermark", "\"4.5%\"" },
        { "PatientSearch", """{"maximumQueryResults":250}""", "maximumQueryResults", "250" },
        { "Notification", """{"server":"Mail.Clinic.Example","from":"optos@clinic.example","credentialUserName":"optos","credentialPassword":"hush-hush"}""", "credentialUserName", "\"optos\"" },
        { "Audit", """{"server":"audit.clinic.example","transport":"Tls","sourceId":"optos-1"}""", "transport", "\"Tls\"" },
        { "RemoteAE", """{"name":"PACS1","aeTitle":"ARCHIVE","hostName":"pacs.clinic.example","port":104,"services":["Storage","QueryRetrieve"]}""", "port", "104" },
    };

    public static TheoryData<string> All => new(ResourceTypes.All.Select(type => type.ShortName));

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task Set_brings_about_what_is_given_once_and_test_says_so(string resource, string desired, string property, string shown)
    {
        var before = await host.ConfigurationAsync();
        var schema = PublishedSchema.From(Manifest.Resource(resource)["schema"]!["embedded"]!);
        Assert.True(schema.IsValid(JsonNode.Parse(desired)), desired);

        var tested = Dsc.Test(resource, desired).Succeeded();
        Assert.Equal(2, tested.Lines.Count);
        Assert.False((bool)tested.State["_inDesiredState"]!);
        Assert.NotEmpty(tested.Different);
        Assert.All(tested.Lines, PublishedSchema.Of("resource/stdout/test.json").AssertValid);
        schema.AssertValid(tested.State);

        var predicted = Dsc.Set(resource, desired, whatIf: true).Succeeded();
        Assert.NotEmpty(predicted.State["_metadata"]!["whatIf"]!.AsArray());
        PublishedSchema.Of("resource/stdout/whatIf.json").AssertValid(Assert.Single(predicted.Lines));
        schema.AssertValid(predicted.State);
        Assert.Equal(before.Revision, (await host.ConfigurationAsync()).Revision);

        var set = Dsc.Set(resource, desired).Succeeded();
        PublishedSchema.Of("resource/stdout/set.json").AssertValid(Assert.Single(set.Lines));
        schema.AssertValid(set.State);
        Assert.Equal(shown, set.State[property]!.ToJsonString());
        predicted.State.Remove("_metadata");
        Assert.True(JsonNode.DeepEquals(predicted.State, set.State), $"{predicted.State.ToJsonString()} was predicted, {set.State.ToJsonString()} came.");
        var revision = (await host.ConfigurationAsync()).Revision;
        Assert.Equal(before.Revision + 1, revision);

        Dsc.Set(resource, desired).Succeeded();
        Assert.Equal(revision, (await host.ConfigurationAsync()).Revision);

        var tested2 = Dsc.Test(resource, desired).Succeeded();
        Assert.True((bool)tested2.State["_inDesiredState"]!, tested2.Lines[1].ToJsonString());
        Assert.Empty(tested2.Different);

        var got = Dsc.Get(resource, resource == "RemoteAE" ? """{"name":"pacs1"}""" : null).Succeeded();
        PublishedSchema.Of("resource/stdout/get.json").AssertValid(Assert.Single(got.Lines));
        schema.AssertValid(got.State);
        Assert.Equal(shown, got.State[property]!.ToJsonString());

        var exported = Dsc.Export(resource).Succeeded();
        var instance = Assert.Single(exported.Lines);
        PublishedSchema.Of("resource/stdout/export.json").AssertValid(instance);
        schema.AssertValid(instance);
        Assert.Equal(resource == "RemoteAE" ? "PACS1" : resource, (string?)instance["_name"]);

        // What is exported is a wanted state that the host is in.
        var again = Dsc.Test(resource, instance.ToJsonString()).Succeeded();
        Assert.True((bool)again.State["_inDesiredState"]!, again.Lines[1].ToJsonString());

        if (resource == "RemoteAE")
        {
            Dsc.Delete(resource, """{"name":"PACS1"}""").Succeeded();
        }
    }

    [Fact]
    public void Nothing_shows_a_secret()
    {
        const string Desired = """{"server":"mail.clinic.example","from":"a@clinic.example","credentialUserName":"a","credentialPassword":{"secureString":"top-secret-7"}}""";
        Dsc.Level = "trace";
        DscResult[] results =
        [
            Dsc.Test("Notification", Desired), Dsc.Set("Notification", Desired, whatIf: true), Dsc.Set("Notification", Desired), Dsc.Get("Notification"), Dsc.Export("Notification"),
        ];

        Assert.All(results, result =>
        {
            result.Succeeded();
            Assert.DoesNotContain("top-secret-7", System.Text.Encoding.UTF8.GetString(result.Output) + result.Errors, StringComparison.Ordinal);
            Assert.False(result.State.ContainsKey("credentialPassword"));
        });
        Assert.True((bool)Dsc.Test("Notification", Desired).Succeeded().State["_inDesiredState"]!);
        Assert.Equal(["credentialPassword"], Dsc.Test("Notification", Desired.Replace("top-secret-7", "another", StringComparison.Ordinal)).Succeeded().Different);
        Assert.DoesNotContain("hush", Dsc.Test("Notification", """{"credentialPassword":{"hush":"hush"}}""").Failed(2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Repository", """{"criticalWatermark":"5.0 %"}""", """{"criticalWatermark":"5%"}""")]
    [InlineData("Repository", """{"lowWatermark":"1536MB","highWatermark":"2GB","criticalWatermark":"1GB"}""", """{"lowWatermark":"1.5 GiB","highWatermark":"2048 MB","criticalWatermark":"1048576KB"}""")]
    [InlineData("LocalAE", """{"hostName":"::1"}""", """{"hostName":"0:0:0:0:0:0:0:1"}""")]
    [InlineData("LocalAE", """{"aeTitle":"X Y"}""", """{"aeTitle":"  X Y "}""")]
    [InlineData("Notification", """{"server":"mail.clinic.example","from":"a@clinic.example"}""", """{"server":"MAIL.clinic.EXAMPLE."}""")]
    [InlineData("RemoteAE", """{"name":"Same","aeTitle":"S","hostName":"a","port":1,"services":["Storage","Print"]}""", """{"name":"SAME","hostName":"A","services":["Print","Storage"]}""")]
    public void Values_are_compared_by_meaning(string resource, string is_, string wanted)
    {
        Dsc.Set(resource, is_).Succeeded();
        var tested = Dsc.Test(resource, wanted).Succeeded();
        Assert.True((bool)tested.State["_inDesiredState"]!, tested.Lines[1].ToJsonString());
        if (resource == "RemoteAE")
        {
            Dsc.Delete(resource, wanted).Succeeded();
        }
        else if (resource == "Repository")
        {
            Dsc.Set(resource, """{"lowWatermark":"10%","highWatermark":"15%","criticalWatermark":"5%"}""").Succeeded();
        }
    }

    [Fact]
    public void A_remote_AE_comes_and_goes()
    {
        const string Key = """{"name":"Camera 7"}""";
        const string Camera = """{"name":"Camera 7","aeTitle":"CAM7","hostName":"10.0.0.7","port":11112}""";
        Assert.Equal("""{"name":"Camera 7","_exist":false}""", Dsc.Get("RemoteAE", Key).Succeeded().State.ToJsonString());
        Assert.Equal(["_exist"], Dsc.Test("RemoteAE", Camera).Succeeded().Different);
        Assert.True((bool)Dsc.Test("RemoteAE", """{"name":"Camera 7","_exist":false}""").Succeeded().State["_inDesiredState"]!);
        Assert.Empty(Dsc.Delete("RemoteAE", Key).Succeeded().Output);

        Assert.True((bool)Dsc.Set("RemoteAE", Camera).Succeeded().State["_exist"]!);
        var whatIf = Dsc.Delete("RemoteAE", Key, whatIf: true).Succeeded();
        Assert.Equal(["_metadata"], whatIf.State.Select(pair => pair.Key));
        Assert.Equal(["whatIf"], whatIf.State["_metadata"]!.AsObject().Select(pair => pair.Key));
        Assert.True((bool)Dsc.Get("RemoteAE", Key).Succeeded().State["_exist"]!);

        Assert.Empty(Dsc.Delete("RemoteAE", Key).Succeeded().Output);
        Assert.False((bool)Dsc.Get("RemoteAE", Key).Succeeded().State["_exist"]!);

        // handlesExist: set does what delete does.
        Dsc.Set("RemoteAE", Camera).Succeeded();
        Assert.False((bool)Dsc.Set("RemoteAE", """{"name":"Camera 7","_exist":false}""").Succeeded().State["_exist"]!);
    }

    [Fact]
    public void Export_gives_every_instance_and_only_those_that_a_filter_means()
    {
        foreach (var (name, port) in new[] { ("One", 1001), ("Two", 1002), ("Three", 1002) })
        {
            Dsc.Set("RemoteAE", $$"""{"name":"{{name}}","aeTitle":"{{name}}","hostName":"h","port":{{port}}}""").Succeeded();
        }

        Assert.Equal(["One", "Three", "Two"], Names(Dsc.Export("RemoteAE")));
        Assert.Equal(["Three", "Two"], Names(Dsc.Export("RemoteAE", """{"port":1002}""")));
        Assert.Equal(["Two"], Names(Dsc.Export("RemoteAE", """{"name":"two"}""")));
        Assert.Equal(["One", "Two"], Names(Dsc.Export("RemoteAE", """[{"name":"two"},{"port":1001,"hostName":"H"}]""")));
        Assert.Empty(Names(Dsc.Export("RemoteAE", """{"port":1}""")));
        foreach (var name in new[] { "One", "Two", "Three" })
        {
            Dsc.Delete("RemoteAE", $$"""{"name":"{{name}}"}""").Succeeded();
        }

        static string[] Names(DscResult result) => [.. result.Succeeded().Lines.Select(line => (string)line["_name"]!)];
    }

    [Fact]
    public async Task What_is_not_given_stays_as_it_is()
    {
        Dsc.Set("PatientSearch", """{"maximumQueryResults":99}""").Succeeded();
        var before = await host.ConfigurationAsync();
        Dsc.Set("PatientSearch", "{}").Succeeded();
        Dsc.Set("Repository", """{"purgeBatchSize":17}""").Succeeded();
        var after = await host.ConfigurationAsync();
        Assert.Equal(before with { Repository = before.Repository with { PurgeBatchSize = 17 }, Revision = after.Revision }, after);
    }

    [Theory]
    [InlineData("LocalAE", """{"port":"x"}""", "port")]
    [InlineData("LocalAE", """{"port":70000}""", "70000")]
    [InlineData("LocalAE", """{"porto":104,"tls":"perhaps"}""", "tls")]
    [InlineData("LocalAE", """{"porto":104,"tls":"perhaps"}""", "porto")]
    [InlineData("LocalAE", """{"_exist":false}""", "_exist")]
    [InlineData("LocalAE", """{"port":104,"port":105}""", "JSON")]
    [InlineData("LocalAE", """[1]""", "object")]
    [InlineData("LocalAE", """{"port":""", "JSON")]
    [InlineData("Repository", """{"criticalWatermark":5}""", "percent")]
    [InlineData("Repository", """{"lowWatermark":"90%"}""", "LowWatermark")]
    [InlineData("RemoteAE", """{"port":104}""", "name")]
    [InlineData("RemoteAE", """{"name":"x","services":["Storage","Cooking"]}""", "Cooking")]
    public async Task What_is_invalid_is_refused_and_nothing_changes(string resource, string input, string word)
    {
        var before = await host.ConfigurationAsync();
        Assert.Contains(word, Dsc.Set(resource, input).Failed(2), StringComparison.Ordinal);
        Assert.Equal(before, await host.ConfigurationAsync());
    }

    [Fact]
    public void A_port_that_is_taken_is_refused_by_the_host()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        Assert.Contains(port.ToString(System.Globalization.CultureInfo.InvariantCulture), Dsc.Set("LocalAE", $$"""{"hostName":"127.0.0.1","port":{{port}}}""").Failed(5), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_schema_is_told_and_is_that_of_the_manifest(string resource)
    {
        var told = Dsc.Run(null, "schema", resource).Succeeded();
        Assert.True(JsonNode.DeepEquals(Manifest.Resource(resource)["schema"]!["embedded"], Assert.Single(told.Lines)));
    }

    [Theory]
    [InlineData("off", new string[] { })]
    [InlineData(null, new string[] { })]
    [InlineData("info", new[] { "info" })]
    public void Traces_are_as_many_as_are_asked_for(string? level, string[] levels)
    {
        Dsc.Set("PatientSearch", """{"maximumQueryResults":5}""").Succeeded();
        Dsc.Level = level;
        var result = Dsc.Set("PatientSearch", """{"maximumQueryResults":6}""").Succeeded();
        Assert.Equal(levels, Wire.Traces(result.Errors).Select(trace => trace.Level).Distinct());
    }
}
