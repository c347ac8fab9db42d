using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Directories;

/// <summary>A directory with its verdict.</summary>
/// <param name="Verdict">What was found.</param>
/// <param name="Directory">The content; null unless its signature covers it and is right.</param>
public sealed record OpenedDirectory(Verdict Verdict, ExchangeDirectory? Directory);
