namespace Sed.Exchange.Node.Api;

/// <summary>Media types of what the node gives and takes.</summary>
internal static class MediaTypes
{
    public const string Container = "application/vnd.etsi.asic-e+zip";
    public const string Simple = "application/vnd.etsi.asic-s+zip";
    public const string Zip = "application/zip";
    public const string Multipart = "multipart/form-data";
    public const string Json = "application/json";
    public const string Problem = "application/problem+json";
}
