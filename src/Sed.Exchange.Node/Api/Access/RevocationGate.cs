using Sed.Exchange.Node.Api.Problems;

namespace Sed.Exchange.Node.Api.Access;

/// <summary>Watches every request of a client until it is answered; a revocation ends it as it would have been refused.</summary>
internal static class RevocationGate
{
    /// <summary>Stands behind authentication.</summary>
    public static IApplicationBuilder UseRevocationGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<ApiClient>() is not { } client)
        {
            await next(context);
            return;
        }

        var connection = context.RequestAborted;
        var clients = context.RequestServices.GetRequiredService<ClientRegistry>();
        using var watch = clients.Watch(client, connection);
        context.RequestAborted = watch.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (watch.IsRevoked)
        {
            context.RequestAborted = connection;
            if (context.Response.HasStarted)
            {
                // Half an answer must not look whole.
                context.Abort();
                return;
            }

            context.Response.Clear();
            await new ProblemAnswer(HttpProblemCodes.Unauthorized).ExecuteAsync(context);
        }
        finally
        {
            clients.Forget(watch);
            context.RequestAborted = connection;
        }
    });
}
