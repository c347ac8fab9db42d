using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Uploads;
using Sed.Exchange.Node.Resumable;

namespace Sed.Exchange.Node.Api;

/// <summary>Push in pieces: an upload by tus, then <c>POST /packages</c> (or <c>/containers</c>) with <c>Sed-Upload</c>.</summary>
internal static class UploadEndpoints
{
    private const string KeyHeader = "Sed-Upload-Key";
    private const int KeyLength = 200;

    public static void Map(IEndpointRouteBuilder api) =>
        TusRoutes.Map(api.MapGroup("/uploads").WithTags("push"), new TusDoor((gate, http) => gate.Installations.Enter(ClientOf(http).Id), http => ClientOf(http).UploadOwner, Judge)).Accepts<Stream>(TusHeaders.OffsetOctets);

    private static ApiClient ClientOf(HttpContext http) => http.Features.Get<ApiClient>()!;

    private static Task<TusCreation> Judge(HttpContext http, CancellationToken cancel)
    {
        var key = http.Request.Headers[KeyHeader];
        if (key.Count == 0) return Task.FromResult(new TusCreation(null));
        return key.Count == 1 && key.ToString().Length is > 0 and <= KeyLength
            ? Task.FromResult(new TusCreation(key.ToString()))
            : throw new UploadException(HttpProblemCodes.RequestInvalid, $"{KeyHeader}: 1 to {KeyLength} characters");
    }
}
