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
            var hash = group.GetProperty("sha").GetString()!.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
            var algorithm = json.RootElement.GetProperty("algorithm").GetString() switch
            {
                "RSASSA-PKCS1-v1_5" => $"rsa-{hash}",
                "ECDSA" => $"ecdsa-{hash}",
                _ => null,
            };
            var isFixed = group.GetProperty("type").GetString()!.Contains("P1363", StringComparison.Ordinal);
            var key = Convert.FromHexString(group.GetProperty("publicKeyDer").GetString()!);
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                cases++;
                if (algorithm is null || RawSignature.Verify(algorithm, key, Hex(test, "msg"), Hex(test, "sig"), isFixed) is not { } right)
                    return VectorAnswer.NotSupported($"{json.RootElement.GetProperty("algorithm").GetString()} with {hash}");
                var result = test.GetProperty("result").GetString();
                if (result is "valid" ? !right : result is "invalid" && right) wrong.Add($"{test.GetProperty("tcId")} {result}");
            }
        }

        return wrong.Count == 0 && cases > 0
            ? new VectorAnswer(VectorAnswerKind.Passed, $"{cases} cases")
            : new VectorAnswer(VectorAnswerKind.Failed, $"{wrong.Count} of {cases} cases: {string.Join(", ", wrong.Take(10))}");
    }

    private static byte[] Hex(JsonElement test, string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);
}
