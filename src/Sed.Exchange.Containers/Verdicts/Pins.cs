using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Containers.Verdicts;

/// <summary>Compares a signer with certificates that the directory pins for a time.</summary>
internal static class Pins
{
    /// <summary>
    /// One finding of the path: <paramref name="right"/> when the certificate is pinned at <paramref name="moment"/>, "not valid then"
    /// when it is pinned for other times only, <paramref name="wrong"/> when it is not pinned.
    /// </summary>
    public static Finding Find(Certificate signer, IEnumerable<SealEntry> pins, DateTimeOffset moment, string right, string wrong, string whose)
    {
        var own = pins.Where(pin => pin.Certificate.Equals(signer)).ToList();
        if (own.Count == 0) return new(wrong, VerdictStage.Path, VerdictResult.Failed, $"{whose}, certificate {signer.Thumbprint}");
        return own.Any(pin => pin.IsInForce(moment))
            ? new(right, VerdictStage.Path, VerdictResult.Passed, whose)
            : new(FindingCodes.PinNotValidThen, VerdictStage.Path, VerdictResult.Failed, $"{whose}, certificate {signer.Thumbprint}");
    }
}
