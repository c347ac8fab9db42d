using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Api.Access;

/// <summary>The client of a request, authenticated. Handlers take it as a parameter.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisations">Organisations it speaks for.</param>
/// <param name="IsAdministrator">True: sees every status and receipt, no content.</param>
public sealed record ApiClient(string Id, IReadOnlyList<Guid> Organisations, bool IsAdministrator)
{
    /// <summary>When it was added: tells it from an earlier client of the same id.</summary>
    internal DateTimeOffset AddedAt { get; init; }

    /// <summary>Takes over what the journal has.</summary>
    internal static ApiClient From(ClientRow row) => new(row.Id, row.Organisations, row.Administrator) { AddedAt = row.AddedAt };

    /// <summary>The name under which its uploads in pieces are kept.</summary>
    public string UploadOwner => $"client/{Id}";

    /// <summary>True: it may see what concerns this organisation.</summary>
    public bool Sees(Guid organisation) => IsAdministrator || Organisations.Contains(organisation);

    /// <summary>The client of a request, for parameters of handlers; only behind authentication.</summary>
    public static ValueTask<ApiClient?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<ApiClient>());
}
