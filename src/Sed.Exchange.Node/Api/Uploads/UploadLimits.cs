namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>Limits of one package being received.</summary>
/// <param name="Bytes">Octets of all its files together.</param>
/// <param name="Files">Number of files.</param>
/// <param name="PartHeaderBytes">Octets of the headers of one part.</param>
public sealed record UploadLimits(long Bytes, int Files, int PartHeaderBytes);
