using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>The question about one certificate, asked as it is about a signer's: for who gathers evidence about certificates that are trusted otherwise.</summary>
public static class CertificateInquiry
{
    /// <summary>Findings of stages Path and Revocation.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="certificate">About which.</param>
    /// <param name="others">Certificates that came with it.</param>
    public static IReadOnlyList<Finding> Ask(PathQuestion question, Certificate certificate, IEnumerable<Certificate> others) =>
        [.. PathFindings.Of(question, certificate, others, new PathMoment(question.Evidence?.Time ?? question.At, question.Evidence is not null), RevocationMaterial.None).Select(step => step.Finding)];
}
