using System.Text;
using Sed.Exchange.Node.Commands.Conformance;

namespace Sed.Exchange.Tests.Certificates;

/// <summary>Certificate paths of others that must fail: that they do is what <c>sedx conformance</c> tells; why is told here.</summary>
public class PathVectorTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

    // Agreement with "failed" may come from anywhere; here it must come from what the vector is about.
    [SharedTheory]
    [InlineData("pkits/certs/InvalidBadCRLIssuerNameTest5EE.crt", "SEDX-REVOCATION_UNKNOWN")]
    [InlineData("pkits/certs/InvalidBadCRLSignatureTest4EE.crt", "SEDX-REVOCATION_UNKNOWN")]
    [InlineData("pkits/certs/InvalidMissingCRLTest1EE.crt", "no list")]
    [InlineData("pkits/certs/InvalidRevokedCATest2EE.crt", "SEDX-REVOKED (keyCompromise")]
    [InlineData("pkits/certs/InvalidRevokedEETest3EE.crt", "SEDX-REVOKED (keyCompromise")]
    [InlineData("pkits/certs/InvalidOldCRLnextUpdateTest11EE.crt", "the list is stale")]
    [InlineData("pkits/certs/InvalidUnknownCRLEntryExtensionTest8EE.crt", "critical entry extension")]
    [InlineData("pkits/certs/InvalidUnknownCRLExtensionTest9EE.crt", "critical extension")]
    [InlineData("pkits/certs/InvalidkeyUsageCriticalcRLSignFalseTest4EE.crt", "may not sign lists")]
    [InlineData("pkits/certs/InvalidSeparateCertificateandCRLKeysTest21EE.crt", "not trusted")]
    [InlineData("pkits/certs/InvalidpathLenConstraintTest10EE.crt", "SEDX-PATH_TOO_LONG")]
    [InlineData("limbo.json#crl::revoked-certificate-with-crl", "SEDX-REVOKED")]
    [InlineData("limbo.json#crl::crlnumber-missing", "RFC 5280 section 5")]
    [InlineData("limbo.json#rfc5280::nc::permitted-ip-mismatch", "SEDX-PATH_NAME_CONSTRAINT")]
    [InlineData("limbo.json#rfc5280::san::ip-in-dns", "SEDX-PATH_PEER_NAME")]
    [InlineData("limbo.json#rfc5280::ski::critical-ski", "2.5.29.14 critical")]
    public void A_path_fails_for_what_is_wrong_with_it(string file, string cause)
    {
        var folder = new VectorFolder(SharedFolder.Find("vectors", "certpath")!, "certpath");
        var row = VerdictsFile.Read(Encoding.UTF8.GetString(SharedFolder.Read("vectors", "certpath", VerdictsFile.Name))).First(row => row.File == file);

        var answer = VectorOperations.Answer(folder, row, Now);

        Assert.Contains(cause, answer.Detail, StringComparison.Ordinal);
    }
}
