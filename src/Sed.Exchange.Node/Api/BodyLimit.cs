using Microsoft.AspNetCore.Http.Metadata;

namespace Sed.Exchange.Node.Api;

/// <summary>Largest request body of an endpoint.</summary>
/// <param name="MaxRequestBodySize">Octets; null: the endpoint counts itself.</param>
internal sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
