namespace Sed.Exchange.Scenarios.Lines;

/// <summary>What becomes of one request and its answer.</summary>
internal enum ExchangeFate
{
    /// <summary>Both pass.</summary>
    Passed,

    /// <summary>Late: the request or the answer.</summary>
    Delayed,

    /// <summary>Held until one that came later has been answered.</summary>
    Overtaken,

    /// <summary>The request does not arrive, the connection breaks.</summary>
    Dropped,

    /// <summary>The request arrives and takes effect, the connection breaks before the answer.</summary>
    Unanswered,

    /// <summary>The request breaks off in the middle of its body.</summary>
    RequestHalved,

    /// <summary>The answer breaks off in the middle of its body.</summary>
    AnswerHalved,

    /// <summary>Nothing comes back and nothing breaks; the request arrives or not.</summary>
    Stalled,

    /// <summary>The request arrives twice at the same time, and one of the answers is given back.</summary>
    DoubledAtOnce,

    /// <summary>After its answer the request arrives once more, up to two seconds later.</summary>
    DoubledLater,

    /// <summary>The answer is lost, and the request comes once more, beside whatever the caller does about it.</summary>
    DoubledUnanswered,
}
