using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Adapters.Revocation;

/// <summary>What an address gave.</summary>
/// <param name="Material">A list or an answer; what failed has what was there before, or nothing.</param>
/// <param name="At">When.</param>
/// <param name="AskAgain">From when it is asked again.</param>
internal sealed record FetchedRevocation(RevocationMaterial Material, DateTimeOffset At, DateTimeOffset AskAgain);
