namespace Sed.Exchange.Adapters.Folders;

/// <summary>What became of a pair at the door: a closed set.</summary>
internal abstract record PairOutcome
{
    private PairOutcome()
    {
    }

    /// <summary>Its message is durable here, and it is out of the outbox.</summary>
    public sealed record Taken : PairOutcome;

    /// <summary>It will not be taken as it is.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(PairRefusal Refusal) : PairOutcome;

    /// <summary>It changed while it was read; the looks begin anew.</summary>
    public sealed record Changed : PairOutcome;

    /// <summary>Not now.</summary>
    /// <param name="Code">One of <see cref="Delivery.ProblemCodes"/>, or what the file system said.</param>
    /// <param name="Pause">When to try again at the earliest.</param>
    /// <param name="IsEverybodys">True: no other pair would be taken either.</param>
    public sealed record Postponed(string Code, TimeSpan Pause, bool IsEverybodys) : PairOutcome;
}
