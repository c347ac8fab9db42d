namespace Sed.Exchange.Packages.Sev;

/// <summary>One line of a refusal.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Text">What is wrong, a sentence.</param>
public sealed record SevRefusalFault(int Code, string Text);
