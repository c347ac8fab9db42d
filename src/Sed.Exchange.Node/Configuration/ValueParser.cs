namespace Sed.Exchange.Node.Configuration;

/// <summary>Reads one value; false when it is not of the type or out of range.</summary>
internal delegate bool ValueParser<T>(RawValue value, string folder, out T parsed);
