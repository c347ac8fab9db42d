using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Paths;

/// <summary>
/// The valid_policy_tree of RFC 5280 section 6.1, kept as the graph of RFC 9618: one node for a policy at a depth, with several parents. The tree doubles
/// with every certificate that maps crosswise (CVE-2023-0464); the graph never has more nodes than the certificates have policies.
/// </summary>
internal sealed class PolicyGraph
{
    private const string Any = PolicyExtensions.AnyPolicy;

    private readonly List<Dictionary<string, PolicyNode>> _levels = [Level([new PolicyNode(Any, [Any], [])])];

    /// <summary>True when no policy is left: RFC 5280 calls the tree NULL.</summary>
    public bool IsEmpty => _levels.Count == 0;

    /// <summary>Goes one certificate down: section 6.1.3 (d) and (e).</summary>
    /// <param name="policies">Its policies, or null when it has no such extension.</param>
    /// <param name="isAnyAllowed">True: its anyPolicy counts.</param>
    public void Descend(IReadOnlyList<string>? policies, bool isAnyAllowed)
    {
        if (IsEmpty) return;
        if (policies is null)
        {
            _levels.Clear();
            return;
        }

        var above = _levels[^1];
        var expecting = new Dictionary<string, List<PolicyNode>>(StringComparer.Ordinal);
        foreach (var node in above.Values)
        {
            foreach (var policy in node.Expected)
            {
                if (!expecting.TryGetValue(policy, out var list)) expecting.Add(policy, list = []);
                list.Add(node);
            }
        }

        // (d)(1), then (d)(2) for what the certificate does not name itself.
        var level = new Dictionary<string, PolicyNode>(StringComparer.Ordinal);
        foreach (var policy in policies.Where(policy => policy != Any))
        {
            var parents = expecting.TryGetValue(policy, out var direct) ? direct : above.TryGetValue(Any, out var any) ? [any] : null;
            if (parents is not null) level.TryAdd(policy, new PolicyNode(policy, [policy], parents));
        }

        if (isAnyAllowed && policies.Contains(Any))
        {
            foreach (var (policy, parents) in expecting) level.TryAdd(policy, new PolicyNode(policy, [policy], parents));
        }

        _levels.Add(level);
        Prune();
    }

    /// <summary>Applies mappings: section 6.1.4 (b).</summary>
    /// <param name="mappings">The certificate's mappings.</param>
    /// <param name="isMappingAllowed">False: policies that would be mapped are dropped instead.</param>
    public void Map(IReadOnlyList<(string Issuer, string Subject)> mappings, bool isMappingAllowed)
    {
        if (IsEmpty) return;
        var level = _levels[^1];
        foreach (var group in mappings.GroupBy(mapping => mapping.Issuer, mapping => mapping.Subject, StringComparer.Ordinal))
        {
            if (!isMappingAllowed) level.Remove(group.Key);
            else if (level.TryGetValue(group.Key, out var node)) node.Expected = [.. group.Distinct()];
            else if (level.TryGetValue(Any, out var any)) level.Add(group.Key, new PolicyNode(group.Key, [.. group.Distinct()], any.Parents));
        }

        Prune();
    }

    /// <summary>True when a policy of the user's set is left: section 6.1.5 (g).</summary>
    /// <param name="wanted">user-initial-policy-set; empty: any policy.</param>
    public bool Meets(IReadOnlyList<string> wanted)
    {
        if (IsEmpty) return false;
        if (wanted.Count == 0 || wanted.Contains(Any)) return true;

        // What hangs under anyPolicy is where the authorities begin to name policies; the user's set is theirs to begin with.
        foreach (var node in _levels.SelectMany(level => level.Values))
        {
            node.IsWanted = node.Policy == Any
                || node.Parents.Any(parent => parent.Policy == Any ? wanted.Contains(node.Policy) : parent.IsWanted);
        }

        return _levels[^1].Values.Any(node => node.IsWanted);
    }

    // (d)(3): what has no child goes, from below; when a level is empty, everything is.
    private void Prune()
    {
        for (var depth = _levels.Count - 1; depth > 0; depth--)
        {
            var used = _levels[depth].Values.SelectMany(node => node.Parents).ToHashSet();
            foreach (var node in _levels[depth - 1].Values.Where(node => !used.Contains(node)).ToList()) _levels[depth - 1].Remove(node.Policy);
        }

        if (_levels.Exists(level => level.Count == 0)) _levels.Clear();
    }

    private static Dictionary<string, PolicyNode> Level(IEnumerable<PolicyNode> nodes) => nodes.ToDictionary(node => node.Policy, StringComparer.Ordinal);
}
