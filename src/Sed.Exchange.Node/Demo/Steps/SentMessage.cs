using Sed.Exchange.Node.Demo.Playing;

namespace Sed.Exchange.Node.Demo.Steps;

/// <summary>A message that a step sent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Asked">The installation whose node can tell its status.</param>
internal sealed record SentMessage(Guid Id, Installation Asked);
