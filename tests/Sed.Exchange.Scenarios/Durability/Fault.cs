namespace Sed.Exchange.Scenarios.Durability;

/// <summary>One system call that fails.</summary>
/// <param name="Scope">On which threads.</param>
/// <param name="Call">Its name.</param>
/// <param name="Error">EIO or ENOSPC.</param>
/// <param name="Nth">Which one of a thread's calls, from 1; the others succeed.</param>
internal sealed record Fault(FaultScope Scope, string Call, string Error, int Nth);
