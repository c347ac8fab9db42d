using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.ConsolePage;

/// <summary>The administrator's read-only page, on the console listener only.</summary>
internal static class ConsoleRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup(string.Empty).On(Listener.Console).ExcludeFromDescription();
        console.MapGet("/", () => "");
    }
}
