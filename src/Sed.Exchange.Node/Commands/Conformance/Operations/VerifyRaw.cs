using System.Text.Json;
using Sed.Exchange.Containers.Foreign;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary><c>verify-raw</c>: the bare signature primitive, case by case of one json of Project Wycheproof.</summary>
internal sealed class VerifyRaw : VectorOperation
{
    public override string Name => "verify-raw";

    public override VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        using var json = JsonDocument.Parse(folder.Read(row.File));
        var wrong = new List<string>();
        var cases = 0;
        foreach (var group in json.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                cases++;
                if (Verify(json.RootElement, group, test) is not { } right) return VectorAnswer.NotSupported(NameOf(json.RootElement, group));
                var result = test.GetProperty("result").GetString();
                if (result is "valid" ? !right : result is "invalid" && right) wrong.Add($"{test.GetProperty("tcId")} {result}");
            }
        }

        return wrong.Count == 0 && cases > 0
            ? new VectorAnswer(VectorAnswerKind.Passed, $"{cases} cases")
            : new VectorAnswer(VectorAnswerKind.Failed, $"{wrong.Count} of {cases} cases: {string.Join(", ", wrong.Take(10))}");
    }

    private static bool? Verify(JsonElement file, JsonElement group, JsonElement test)
    {
        if (!group.TryGetProperty("publicKeyDer", out var der)) return null;
        var key = Convert.FromHexString(der.GetString()!);
        var hash = group.GetProperty("sha").GetString()!.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        var isFixed = group.GetProperty("type").GetString()!.Contains("P1363", StringComparison.Ordinal);
        return file.GetProperty("algorithm").GetString() switch
        {
            "RSASSA-PKCS1-v1_5" => RawSignature.Verify($"rsa-{hash}", key, Hex(test, "msg"), Hex(test, "sig"), isFixed: false),
            "ECDSA" => RawSignature.Verify($"ecdsa-{hash}", key, Hex(test, "msg"), Hex(test, "sig"), isFixed),
            "RSASSA-PSS" => group.GetProperty("mgf").GetString() == "MGF1"
                ? RawSignature.VerifyPss(DigestName(group, "sha"), DigestName(group, "mgfSha"), group.GetProperty("sLen").GetInt32(), key, Hex(test, "msg"), Hex(test, "sig"))
                : null,
            _ => null,
        };
    }

    private static string NameOf(JsonElement file, JsonElement group) =>
        $"{file.GetProperty("algorithm").GetString()} with {(group.TryGetProperty("sha", out var hash) ? hash.GetString() : "no digest")}";

    private static string DigestName(JsonElement group, string property) => group.GetProperty(property).GetString()!.ToLowerInvariant();

    private static byte[] Hex(JsonElement test, string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);
}
