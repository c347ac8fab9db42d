namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>Something that must not happen, happened.</summary>
/// <param name="Kind">Which promise: exception, violation, passes, slow, memory, died, stands.</param>
/// <param name="What">What was seen, for people.</param>
/// <param name="Place">Where: two faults of one kind at one place are one fault.</param>
public sealed record Fault(string Kind, string What, string Place);
