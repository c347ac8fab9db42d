namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>A reader broke a promise: it called right what is not, or two readers see two things in the same octets.</summary>
public sealed class ViolationException(string message) : Exception(message);
