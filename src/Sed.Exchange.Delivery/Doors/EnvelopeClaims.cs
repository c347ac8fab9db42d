using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Routing;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What an envelope says of the package in it. Relays and recipients' nodes go by it alone, so that the origin must not let it say something else.</summary>
internal static class EnvelopeClaims
{
    /// <summary>What it says otherwise than its package, by the name it has there; null: nothing. What it leaves out it does not contradict, but for a mark that restricts.</summary>
    public static string? Contradiction(Envelope envelope, PackageFacts facts)
    {
        var isRestricted = Router.IsRestricted(envelope.AccessMark) || Router.IsRestricted(facts.AccessMark);
        return FamilyOf(envelope.PackageFormat) != FamilyOf(facts.Format) ? "format"
            : envelope.Kind != KindOf(facts) ? "kind"
            : isRestricted && (envelope.AccessMark is null || Differs(envelope.AccessMark, facts.AccessMark)) ? "accessMark"
            : Differs(envelope.PackageMessageId, facts.MessageId) ? "messageId"
            : Differs(envelope.DocumentUid, facts.DocumentUid) ? "documentUid"
            : Differs(envelope.ReturnCode, facts.ReturnCode) ? "returnCode"
            : null;
    }

    /// <summary>The kind that an envelope names for a package.</summary>
    public static EnvelopeKind KindOf(PackageFacts facts) => facts.Kind == PackageKind.Report ? EnvelopeKind.Report : EnvelopeKind.Document;

    // A package of an older version may be called by the newer one that its writer knows; whether its recipients take that is asked apart.
    private static string FamilyOf(string format) => format.Split('-')[0];

    private static bool Differs(string? said, string? given) => said is not null && !string.Equals(said.Trim(), given?.Trim(), StringComparison.OrdinalIgnoreCase);
}
