namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>One row of a <see cref="ConformanceDocument"/> that does not agree.</summary>
/// <param name="Folder">Name of the folder.</param>
/// <param name="File">The input.</param>
/// <param name="Operation">What was asked.</param>
/// <param name="Agreement"><c>disagrees</c> or <c>notSupported</c>.</param>
/// <param name="Expected">The verdict expected.</param>
/// <param name="Reason">What the vector is about.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Detail">Codes and facts that decided.</param>
public sealed record ConformanceRow(string Folder, string File, string Operation, string Agreement, string Expected, string Reason, string Answer, string Detail);
