namespace Sed.Exchange.Adapters.Folders;

/// <summary>A file of a pair is not what it was at the look before: somebody still writes. Nothing was taken; the next looks decide anew.</summary>
internal sealed class PairChangedException(string name) : IOException($"{name} changed while it was read.");
