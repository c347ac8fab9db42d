using Sed.Exchange.Adapters.Resumable;
using Sed.Exchange.Node.Api.Uploads;

namespace Sed.Exchange.Node.Resumable;

/// <summary>What endpoints need to receive in pieces.</summary>
/// <param name="Folder">Where uploads lie.</param>
/// <param name="Gate">How many requests at once.</param>
/// <param name="Bytes">Octets of the largest upload.</param>
/// <param name="Log">Where log lines go.</param>
public sealed record ResumableDesk(ResumableFolder Folder, UploadGate Gate, long Bytes, ILogger<ResumableDesk> Log);
