using System.Text.Json;
using Sed.Exchange.Containers.Foreign;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary><c>verify-raw</c>: the bare signature primitive, case by case of one json of Project Wycheproof.</summary>
internal sealed class VerifyRaw : VectorOperation
{
    public override string Name => "verify-raw";

    public override string? NotUnderstood(VectorRow row) => FirstBut(row);

    public override VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        using var json = JsonDocument.Parse(folder.Read(row.File));
        var wrong = new List<string>();
        var cases = 0;
        string? missing = null;
        foreach (var group in json.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                cases++;
                if (Verify(json.RootElement, group, test) is not { } right)
                {
                    missing ??= NameOf(json.RootElement, group);
                    break;
                }

                var result = test.GetProperty("result").GetString();
                if (result is "valid" ? !right : result is "invalid" && right) wrong.Add($"{test.GetProperty("tcId")} {result}");
            }
        }

        // What is not supported hides nothing that is wrong.
        if (wrong.Count == 0 && missing is not null) return VectorAnswer.NotSupported(missing);
        return wrong.Count == 0 && cases > 0
            ? new VectorAnswer(VectorAnswerKind.Passed, $"{cases} cases")
            : new VectorAnswer(VectorAnswerKind.Failed, $"{wrong.Count} of {cases} cases: {string.Join(", ", wrong.Take(10))}");
    }

    private static bool? Verify(JsonElement file, JsonElement group, JsonElement test)
    {
        if (Text(group, "publicKeyDer") is not { } der || Text(group, "sha") is not { } digest) return null;
        var key = Convert.FromHexString(der);
        var hash = digest.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

        // Other types have rules of their own beside the algorithm's: those of Bitcoin, say, refuse one of two right values.
        return (Text(file, "algorithm"), Text(group, "type")) switch
        {
            ("RSASSA-PKCS1-v1_5", "RsassaPkcs1Verify") => RawSignature.Verify($"rsa-{hash}", key, Hex(test, "msg"), Hex(test, "sig"), isFixed: false),
            ("ECDSA", "EcdsaVerify") => RawSignature.Verify($"ecdsa-{hash}", key, Hex(test, "msg"), Hex(test, "sig"), isFixed: false),
            ("ECDSA", "EcdsaP1363Verify") => RawSignature.Verify($"ecdsa-{hash}", key, Hex(test, "msg"), Hex(test, "sig"), isFixed: true),
            ("RSASSA-PSS", "RsassaPssVerify" or "RsassaPssWithParametersVerify") => Text(group, "mgf") == "MGF1"
                ? RawSignature.VerifyPss(DigestName(group, "sha"), DigestName(group, "mgfSha"), group.GetProperty("sLen").GetInt32(), key, Hex(test, "msg"), Hex(test, "sig"))
                : null,
            _ => null,
        };
    }

    private static string NameOf(JsonElement file, JsonElement group) =>
        $"{Text(file, "algorithm")} ({Text(group, "type")}) with {Text(group, "sha") ?? "no digest"} on {Text(group, "keySize") ?? CurveOf(group) ?? "its key"}";

    private static string? CurveOf(JsonElement group) => group.TryGetProperty("publicKey", out var key) && key.ValueKind == JsonValueKind.Object ? Text(key, "curve") : null;

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;

    private static string DigestName(JsonElement group, string property) => group.GetProperty(property).GetString()!.ToLowerInvariant();

    private static byte[] Hex(JsonElement test, string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);
}
