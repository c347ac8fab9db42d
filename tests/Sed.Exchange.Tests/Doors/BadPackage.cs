namespace Sed.Exchange.Tests.Doors;

/// <summary>A package that an installation hands in and that is not taken.</summary>
/// <param name="Door">The form it comes in.</param>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Code">The problem's code.</param>
/// <param name="Finding">A finding that says more, or null.</param>
/// <param name="Make">Makes the body for a node.</param>
internal sealed record BadPackage(string Door, string Name, string Code, string? Finding, Func<Node.RunningNode, HttpContent> Make);
