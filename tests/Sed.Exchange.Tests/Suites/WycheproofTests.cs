using System.Text.Json;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Suites;

/// <summary>Project Wycheproof's edge cases of raw signatures, each with its own verdict. The other algorithms are played by <c>sedx conformance</c>.</summary>
public class WycheproofTests
{
    [SharedTheory]
    [InlineData("ecdsa_secp256r1_sha256_p1363_test.json", "ecdsa-p256-sha256")]
    [InlineData("rsa_signature_2048_sha256_test.json", "rsa-sha256")]
    [InlineData("rsa_signature_3072_sha256_test.json", "rsa-sha256")]
    [InlineData("rsa_signature_4096_sha256_test.json", "rsa-sha256")]
    public void A_suite_judges_every_case_as_its_authors_do(string file, string suiteName)
    {
        var suite = Suite.Find(suiteName)!;
        Check(file, (signer, message, signature) => suite.VerifyDigest(signer, suite.Digest(message).Value, signature));
    }

    private static void Check(string file, Func<Certificate, byte[], byte[], bool> verify)
    {
        using var document = JsonDocument.Parse(SharedFolder.Read("vectors", "wycheproof", file));
        var wrong = new List<string>();
        var cases = 0;
        foreach (var group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var signer = Wrap(Convert.FromHexString(group.GetProperty("publicKeyDer").GetString()!));
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                cases++;
                var right = verify(signer, Hex(test, "msg"), Hex(test, "sig"));
                var result = test.GetProperty("result").GetString();
                if ((result == "valid" && !right) || (result == "invalid" && right)) wrong.Add($"{test.GetProperty("tcId")}: {result}, {test.GetProperty("comment")}");
            }
        }

        Assert.True(cases > 50, $"only {cases} cases");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static byte[] Hex(JsonElement test, string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);

    // The seam takes keys in certificates only.
    private static Certificate Wrap(byte[] spki)
    {
        var key = Suite.Ecdsa.GenerateKey();
        var issuer = Authorities.Root(Suite.Ecdsa).Certificate;
        return CertificateWriter.Write(key, issuer, spki, new CertificateSubject("key", CertificatePurpose.Seal), Authorities.NotBefore, Authorities.NotAfter);
    }
}
