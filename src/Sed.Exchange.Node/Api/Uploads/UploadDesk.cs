namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>What endpoints need to receive packages.</summary>
/// <param name="Folder">Where larger files go meanwhile.</param>
/// <param name="Gate">How many at once.</param>
/// <param name="Limits">How large.</param>
public sealed record UploadDesk(UploadFolder Folder, UploadGate Gate, UploadLimits Limits);
