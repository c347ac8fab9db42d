using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery;

/// <summary>One contradiction between a node's keys and the directory. With any of them every receipt and container would be worthless.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="NodeId">The node.</param>
/// <param name="Organisation">The organisation of a seal, else null.</param>
public sealed record IdentityFault(IdentityFaultKind Kind, string NodeId, Guid? Organisation = null)
{
    /// <summary>For the log and for exceptions.</summary>
    public string Message => Kind switch
    {
        IdentityFaultKind.NodeNotListed => $"The directory has no node '{NodeId}'. Compare node.id with the directory (sedx directory show).",
        IdentityFaultKind.ReceiptKeyNotListed => "The directory does not list the certificate of keys.node as a receipt certificate of this node.",
        IdentityFaultKind.OrganisationNotListed => $"The directory has no organisation {Organisation}, for which keys.seals gives a seal.",
        IdentityFaultKind.SealNotListed => $"The directory does not list the seal that keys.seals gives for organisation {Organisation}.",
        _ => throw new InvalidOperationException($"{Kind} has no message."),
    };

    /// <summary>Everything in which the keys contradict the directory.</summary>
    public static IReadOnlyList<IdentityFault> Find(NodeIdentity identity, ExchangeDirectory directory)
    {
        if (directory.FindNode(identity.NodeId) is not { } node) return [new IdentityFault(IdentityFaultKind.NodeNotListed, identity.NodeId)];
        var faults = new List<IdentityFault>();
        if (!AnyListed(identity.Keys.Receipts, node.ReceiptCertificates)) faults.Add(new IdentityFault(IdentityFaultKind.ReceiptKeyNotListed, identity.NodeId));
        foreach (var (organisation, held) in identity.Keys.Seals)
        {
            if (directory.FindOrganisation(organisation) is null)
            {
                faults.Add(new IdentityFault(IdentityFaultKind.OrganisationNotListed, identity.NodeId, organisation));
                continue;
            }

            if (!AnyListed(held, identity.SealsOf(organisation, directory)))
                faults.Add(new IdentityFault(IdentityFaultKind.SealNotListed, identity.NodeId, organisation));
        }

        return faults;
    }

    // Listed for any time: a node that starts an hour before its key counts is right.
    private static bool AnyListed(IReadOnlyList<SigningKey> held, IReadOnlyList<SealEntry> listed) =>
        held.Any(key => listed.Any(entry => entry.Certificate.Equals(key.Certificate)));
}
