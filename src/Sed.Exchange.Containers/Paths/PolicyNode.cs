namespace Sed.Exchange.Containers.Paths;

/// <summary>A node of a <see cref="PolicyGraph"/>: one policy at one depth.</summary>
/// <param name="policy">valid_policy.</param>
/// <param name="expected">expected_policy_set: what the next certificate may call it.</param>
/// <param name="parents">The nodes above that expect it.</param>
internal sealed class PolicyNode(string policy, IReadOnlyList<string> expected, IReadOnlyList<PolicyNode> parents)
{
    public string Policy { get; } = policy;

    public IReadOnlyList<string> Expected { get; set; } = expected;

    public IReadOnlyList<PolicyNode> Parents { get; } = parents;

    /// <summary>True: one of the user's policies leads here.</summary>
    public bool IsWanted { get; set; }
}
