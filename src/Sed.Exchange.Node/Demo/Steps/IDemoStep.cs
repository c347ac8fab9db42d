using Sed.Exchange.Node.Demo.Showing;

namespace Sed.Exchange.Node.Demo.Steps;

/// <summary>One scene of the demo. Steps run in order; a later one takes what it needs from an earlier one by its constructor.</summary>
internal interface IDemoStep
{
    /// <summary>Stable id, as CONTRACTS lists it.</summary>
    string Id { get; }

    /// <summary>What it shows, in the language of <paramref name="tell"/>.</summary>
    string Title(Narrator tell);

    /// <summary>Plays it and returns the messages it sent, each with who can be asked about it.</summary>
    /// <exception cref="DemoException">Something came out otherwise than it should.</exception>
    Task<IReadOnlyList<SentMessage>> RunAsync(Narrator tell, CancellationToken cancel);
}
