using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Tests.House;

namespace Sed.Exchange.Tests.Policies;

/// <summary>Policies as files: what comes with the program, and what the reader refuses.</summary>
public sealed class PolicyTests
{
    private static readonly Lazy<string> Model = new(() => Repository.Read("policies/ru-63fz.json"));

    private static readonly string[] Shipped = ["ru-63fz", "eu-basic", "dev"];

    public static TheoryData<string> Names => [.. Shipped];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_policy_that_comes_with_the_program_is_the_file_of_the_repository(string name)
    {
        var policy = VerificationPolicies.Find(name)!;
        Assert.Equal(File.ReadAllBytes(Path.Combine(Repository.Root, "policies", $"{name}.json")), policy.Octets.ToArray());
        Assert.Equal($"{name}/{policy.Version}", policy.Id);
        Assert.Empty(SchemaCheck.Faults("sedx-policy-1.schema.json", JsonDocument.Parse(policy.Octets.ToArray()).RootElement));
    }

    [Fact]
    public void The_schema_refuses_what_the_reader_refuses()
    {
        var file = JsonNode.Parse(Model.Value)!;
        file["keys"]![2]!["curve"] = "x";
        Assert.NotEmpty(SchemaCheck.Faults("sedx-policy-1.schema.json", JsonDocument.Parse(file.ToJsonString()).RootElement));
        Refused(file.ToJsonString());
    }

    [Fact]
    public void The_three_are_all_and_the_standard_one_is_that_of_the_law()
    {
        Assert.Equal(Shipped.Order(), VerificationPolicies.All.Select(policy => policy.Name).Order());
        Assert.Equal("ru-63fz", VerificationPolicies.Standard.Name);
        Assert.Null(VerificationPolicies.Find("ru-63FZ"));
    }

    [Fact]
    public void The_documentation_lists_every_key() => DocumentTable.Check(
        "docs/policies.md", "keys", ["| key | value | meaning |", "|---|---|---|", .. PolicyKeys.All.Select(key => $"| `{key.Path}` | {key.Values} | {key.Means} |")]);

    [Fact]
    public void The_table_of_keys_is_what_the_schema_has()
    {
        var schema = JsonNode.Parse(Repository.Read("schemas/cli-1/sedx-policy-1.schema.json"))!["properties"]!.AsObject();
        Assert.Equal(Paths(schema, string.Empty).Order(), PolicyKeys.All.Select(key => key.Path).Order());

        static IEnumerable<string> Paths(JsonObject properties, string before) => properties.SelectMany(property =>
            property.Value!["items"] is { } items ? Paths(items["properties"]!.AsObject(), $"{before}{property.Key}[].")
            : property.Value["properties"] is { } inside ? Paths(inside.AsObject(), $"{before}{property.Key}.")
            : [before + property.Key]);
    }

    [Fact]
    public void Every_key_that_a_policy_must_have_is_missed_by_name()
    {
        var whole = JsonNode.Parse(Model.Value)!.AsObject();
        foreach (var key in whole.Select(property => property.Key).ToList())
        {
            var without = whole.DeepClone().AsObject();
            without.Remove(key);
            var fault = Refused(without.ToJsonString());
            Assert.Equal(PolicyCodes.KeyMissing, fault.Code);
            Assert.EndsWith($"$.{key}", fault.Seen, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"version\": \"1\"", "\"version\": 1", PolicyCodes.ValueWrong, "$.version")]
    [InlineData("\"version\": \"1\"", "\"version\": \"1\", \"comment\": \"x\"", PolicyCodes.KeyUnknown, "$.comment")]
    [InlineData("\"version\": \"1\"", "\"version\": \"1\", \"version\": \"2\"", PolicyCodes.Malformed, "policy.json")]
    [InlineData("\"name\": \"ru-63fz\"", "\"name\": \"Ru\"", PolicyCodes.ValueWrong, "$.name")]
    [InlineData("\"schema\": \"sedx-policy/1\"", "\"schema\": \"sedx-policy/2\"", PolicyCodes.ValueWrong, "$.schema")]
    [InlineData("\"issued\": \"2026-11-26\"", "\"issued\": \"26.11.2026\"", PolicyCodes.ValueWrong, "$.issued")]
    [InlineData("{ \"name\": \"sha-256\" }", "{ \"name\": \"md5\" }", PolicyCodes.ValueWrong, "$.digests[3].name")]
    [InlineData("{ \"name\": \"sha-256\" }", "{ \"name\": \"sha-512\" }", PolicyCodes.ValueWrong, "$.digests[5].name")]
    [InlineData("{ \"name\": \"sha-256\" }", "{ \"name\": \"sha-256\", \"bits\": 256 }", PolicyCodes.KeyUnknown, "$.digests[3].bits")]
    [InlineData("{ \"name\": \"sha-256\" }", "\"sha-256\"", PolicyCodes.ValueWrong, "$.digests[3]")]
    [InlineData("\"bits\": 2048", "\"bits\": 2048.5", PolicyCodes.ValueWrong, "$.keys[2].bits")]
    [InlineData("\"bits\": 2048", "\"bits\": 1", PolicyCodes.ValueWrong, "$.keys[2].bits")]
    [InlineData("2019-12-31T21:00:00Z", "2019-12-31", PolicyCodes.ValueWrong, "$.digests[2].until")]
    [InlineData("\"until\": \"2019-12-31T21:00:00Z\" }", "\"from\": \"2020-01-01T00:00:00Z\", \"until\": \"2019-12-31T21:00:00Z\" }", PolicyCodes.ValueWrong, "$.digests[2].until")]
    [InlineData("\"demand\": \"known\"", "\"demand\": \"maybe\"", PolicyCodes.ValueWrong, "$.revocation.demand")]
    [InlineData("\"grace\": \"12:00:00\"", "\"grace\": \"-12:00:00\"", PolicyCodes.ValueWrong, "$.revocation.grace")]
    [InlineData("\"grace\": \"12:00:00\"", "\"grace\": 12", PolicyCodes.ValueWrong, "$.revocation.grace")]
    [InlineData(", \"grace\": \"12:00:00\"", "", PolicyCodes.KeyMissing, "$.revocation.grace")]
    [InlineData("\"indeterminate\": \"flag\"", "\"indeterminate\": null", PolicyCodes.ValueWrong, "$.indeterminate")]
    [InlineData("\"indeterminate\": \"flag\"", "\"indeterminate\": \"flag\" /* so */", PolicyCodes.Malformed, "policy.json")]
    public void What_is_not_understood_is_refused_with_its_place(string right, string wrong, string code, string place)
    {
        Assert.Contains(right, Model.Value, StringComparison.Ordinal);
        var at = Model.Value.IndexOf(right, StringComparison.Ordinal);
        var fault = Refused(Model.Value[..at] + wrong + Model.Value[(at + right.Length)..]);
        Assert.Equal(code, fault.Code);
        Assert.StartsWith("policy.json: ", fault.Seen, StringComparison.Ordinal);
        Assert.Contains(place, fault.Seen, StringComparison.Ordinal);
        Assert.NotEmpty(TextCatalogue.Find("ru", fault.Code).Do);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    public void What_is_no_policy_at_all_is_refused(string text) => Assert.Contains(Refused(text).Code, new[] { PolicyCodes.Malformed, PolicyCodes.ValueWrong });

    [Fact]
    public void A_disk_is_not_read_as_a_policy() => Assert.Equal(PolicyCodes.Malformed, Refused(new string(' ', VerificationPolicyFile.MaxBytes + 1)).Code);

    [Fact]
    public void Of_several_rules_for_a_key_the_one_with_the_most_bits_counts()
    {
        var policy = VerificationPolicies.Standard;
        Assert.Null(policy.FindKey("rsa", 1023));
        Assert.NotNull(policy.FindKey("rsa", 1024)!.Until);
        Assert.NotNull(policy.FindKey("rsa", 2047)!.Until);
        Assert.Null(policy.FindKey("rsa", 4096)!.Until);
        Assert.Null(policy.FindDigest("md5"));
    }

    [Fact]
    public void A_rule_ends_with_the_first_moment_of_its_end()
    {
        var rule = VerificationPolicies.Standard.FindDigest("gost-3411-94")!;
        Assert.True(rule.Covers(rule.Until!.Value.AddTicks(-1)));
        Assert.False(rule.Covers(rule.Until!.Value));
        Assert.False(new AlgorithmRule("sha-256", From: rule.Until).Covers(rule.Until.Value.AddTicks(-1)));
    }

    private static PolicyException Refused(string text) => Assert.Throws<PolicyException>(() => VerificationPolicyFile.Read(Encoding.UTF8.GetBytes(text), "policy.json"));
}
