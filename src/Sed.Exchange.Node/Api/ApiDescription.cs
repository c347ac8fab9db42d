using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Sed.Exchange.Node.Api;

/// <summary>What the OpenAPI document says besides the routes.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Sed.Exchange: API for installations",
                Version = "1",
                Description = "Push, pull, lease, collect, report. Problems are RFC 9457 documents with a stable code; Accept-Language chooses ru (default) or en. "
                    + "JSON is camelCase, times are ISO 8601 UTC; fields are only ever added.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["key"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "The key that `sedx client add` printed: sedx_ and 43 characters. Or a client certificate registered with it.",
                },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
    }
}
