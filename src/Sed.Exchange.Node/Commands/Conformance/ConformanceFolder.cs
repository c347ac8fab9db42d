namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>One folder of a <see cref="ConformanceDocument"/>.</summary>
/// <param name="Folder">Its name.</param>
/// <param name="Rows">Rows of its verdicts.csv.</param>
/// <param name="Agree">Rows that got their verdict.</param>
/// <param name="Disagree">Rows that got another.</param>
/// <param name="NotSupported">Rows that ask for what this build does not do, and says so.</param>
public sealed record ConformanceFolder(string Folder, int Rows, int Agree, int Disagree, int NotSupported);
