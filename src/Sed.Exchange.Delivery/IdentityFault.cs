using Sed.Exchange.Containers.Directories;

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
        if (node.ReceiptCertificates.All(entry => !entry.Certificate.Equals(identity.NodeKey.Certificate)))
            faults.Add(new IdentityFault(IdentityFaultKind.ReceiptKeyNotListed, identity.NodeId));
        foreach (var (organisation, seal) in identity.Seals)
        {
            if (directory.FindOrganisation(organisation) is not { } row)
            {
                faults.Add(new IdentityFault(IdentityFaultKind.OrganisationNotListed, identity.NodeId, organisation));
                continue;
            }

            var listed = row.Seals is { Count: > 0 } seals ? seals : node.ReceiptCertificates;
            if (listed.All(entry => !entry.Certificate.Equals(seal.Certificate)))
                faults.Add(new IdentityFault(IdentityFaultKind.SealNotListed, identity.NodeId, organisation));
        }

        return faults;
    }
}
