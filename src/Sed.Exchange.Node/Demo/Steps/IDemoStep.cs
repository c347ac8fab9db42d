using Sed.Exchange.Node.Demo.Showing;

namespace Sed.Exchange.Node.Demo.Steps;

/// <summary>One scene of the demo. Steps run in order; a later one takes what it needs from an earlier one by its constructor.</summary>
internal interface IDemoStep
{
    /// <summary>Stable id, as CONTRACTS lists it.</summary>
    string Id { get; }

    /// <summary>What it shows, in the language of <paramref name="tell"/>.</summary>
    string Title(Narrator tell);

    /// <summary>Plays it.</summary>
    /// <param name="tell">Where people are told.</param>
    /// <param name="sent">Called for each message as soon as it is sent, so that it is shown whatever comes after.</param>
    /// <param name="cancel">Stops playing.</param>
    /// <exception cref="DemoException">Something came out otherwise than it should.</exception>
    Task RunAsync(Narrator tell, Action<SentMessage> sent, CancellationToken cancel);
}
